using Athanor.Datasets.Model;
using Athanor.Foundation.Problems;

namespace Athanor.WebConsole.Datasets;

/// <summary>What was written to a branch and is not committed, for somebody who may commit it or not.</summary>
public sealed record ChangesView(Dataset Dataset, Branch Branch, ComparisonView Comparison, bool MayCommit)
{
    public Problem? Problem { get; init; }
    public string TypedMessage { get; init; } = "";
}
