using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs.Models;

internal static class ModelCommandProblems
{
    public static Problem BadPlace(string text) => new("cli/bad-model", 400, $"'{text}' names no model.", "Write it as NAME, NAME/3 or NAME@champion.");

    public static Problem NeedsVersion(string text) => new("cli/needs-version", 400, $"'{text}' names no version.", "Write its number behind a slash: NAME/3.");

    public static Problem NeedsTarget => new("cli/needs-target", 400, "A gate stands before an alias or a stage.", "Name it with --for.");
}
