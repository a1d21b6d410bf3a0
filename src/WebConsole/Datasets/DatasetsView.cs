using Athanor.Datasets.Model;
using Athanor.Foundation.Paging;
using Athanor.Foundation.Problems;

namespace Athanor.WebConsole.Datasets;

/// <summary>Datasets with what their default branches stand at, and the projects in which the caller may make one.</summary>
public sealed record DatasetsView(Page<DatasetLine> Datasets, IReadOnlyList<string> Projects)
{
    public Problem? Problem { get; init; }
    public string TypedName { get; init; } = "";
}

/// <summary>A dataset and the latest commit of its default branch, where there is one.</summary>
public sealed record DatasetLine(Dataset Dataset, Commit? Head);
