using Athanor.Datasets.Model;
using Athanor.Foundation.Problems;

namespace Athanor.WebConsole.Datasets;

/// <summary>A dataset: its branches and tags, and the history of one of them.</summary>
public sealed record DatasetView(
    Dataset Dataset, IReadOnlyList<BranchLine> Branches, IReadOnlyList<Tag> Tags, string Reference, string After, IReadOnlyList<HistoryRow> History, string? Next, DatasetUsage Usage, bool MayWrite, bool MayManage)
{
    public Problem? Problem { get; init; }
}

/// <summary>A branch, and whether it has what no commit has yet.</summary>
public sealed record BranchLine(Branch Branch, bool HasChanges);
