using Athanor.Foundation.Paging;
using Athanor.Foundation.Problems;
using Athanor.Objects.Integrity;
using Athanor.Objects.Usage;

namespace Athanor.WebConsole.Buckets;

/// <summary>Buckets, the projects in which the caller may make one, and what is damaged, for those who may see that.</summary>
public sealed record BucketsView(Page<BucketReport> Buckets, IReadOnlyList<string> Projects, IReadOnlyList<DamagedObject> Damaged)
{
    public Problem? Problem { get; init; }
    public string TypedName { get; init; } = "";
    public string TypedProject { get; init; } = "";
}
