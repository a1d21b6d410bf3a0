using Athanor.Datasets.Trees;

namespace Athanor.Datasets.Model;

/// <summary>A file of one version of a dataset, as it is told.</summary>
public sealed record DatasetFile(string Path, long Size, Digest Digest, DateTimeOffset ModifiedAt)
{
    internal static DatasetFile Of(TreeEntry entry) => new(entry.Path, entry.Size, entry.Digest, entry.ModifiedAt);
}
