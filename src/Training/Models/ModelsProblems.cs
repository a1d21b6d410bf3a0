using Athanor.Foundation.Problems;

namespace Athanor.Training.Models;

internal static class ModelsProblems
{
    public static Problem BadOptions(string model, string what) => new(
        "training/bad-model", 422, $"There is no {model} with {what}.", "Sizes are whole numbers from 1; widths are multiples of the groups or heads that share them.");
}
