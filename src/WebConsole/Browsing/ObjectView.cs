using Athanor.Foundation.Problems;
using Athanor.Objects.Model;

namespace Athanor.WebConsole.Browsing;

/// <summary>An object or one version of it (null where it is deleted), and the versions of its key.</summary>
public sealed record ObjectView(Bucket Bucket, string Key, string? Version, StoredObject? Object, IReadOnlyList<StoredObject> Versions)
{
    public bool HasMoreVersions { get; init; }
    public bool MayWrite { get; init; }
    public bool MayDeleteVersions { get; init; }
    public Preview? Preview { get; init; }
    public SharedLink? Link { get; init; }
    public Problem? Problem { get; init; }
}
