using Athanor.Foundation.Problems;
using Athanor.Tracking.Model;

namespace Athanor.WebConsole.Tracking;

/// <summary>The runs of an experiment that fit a filter, and which of their metrics and parameters are shown of those there are.</summary>
public sealed record ExperimentView(Experiment Experiment, RunsQuery Query, IReadOnlyList<RunData> Runs, IReadOnlyList<RunColumn> Known, IReadOnlyList<RunColumn> Columns, string? Next)
{
    public Problem? Problem { get; init; }
}
