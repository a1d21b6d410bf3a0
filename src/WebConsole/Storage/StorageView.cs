using Athanor.Foundation.Problems;
using Athanor.Objects.Blobs;
using Athanor.Objects.Integrity;
using Athanor.Objects.Usage;

namespace Athanor.WebConsole.Storage;

public sealed record StorageView(BlobSpace Space, ScrubState? Scrub, IReadOnlyList<ProjectUsage> Projects, IReadOnlyList<DamagedObject> Damaged)
{
    public Problem? Problem { get; init; }
}
