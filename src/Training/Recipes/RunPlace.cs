using Athanor.Compute.Collectives;
using Athanor.Compute.Devices;

namespace Athanor.Training.Recipes;

/// <summary>Where a worker finds things, and with whom it works. <paramref name="Base"/> is the folder of a model to begin with.</summary>
internal sealed record RunPlace(string Data, string? Base, IDevice Device, ICollectives Workers, Action<string> Tell)
{
    public int ShareOf(int batch) => batch % Workers.Size == 0
        ? batch / Workers.Size
        : throw new Foundation.Problems.ProblemException(TrainingProblems.UnevenBatch(batch, Workers.Size));
}
