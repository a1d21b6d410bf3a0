using System.Text.Json.Serialization;
using Athanor.Datasets.Trees;

namespace Athanor.Datasets.Model;

[JsonConverter(typeof(ChangeKindConverter))]
public enum ChangeKind
{
    Added,
    Removed,
    Changed,
}

/// <summary>What a file is in one version.</summary>
public sealed record FileState(long Size, Digest Digest);

/// <summary>A file that is not the same in two versions.</summary>
public sealed record FileChange(string Path, ChangeKind Kind, FileState? Before, FileState? After)
{
    internal static FileChange Of(TreeDifference difference) => new(
        difference.Path,
        difference.Before is null ? ChangeKind.Added : difference.After is null ? ChangeKind.Removed : ChangeKind.Changed,
        StateOf(difference.Before),
        StateOf(difference.After));

    private static FileState? StateOf(TreeEntry? entry) => entry is null ? null : new(entry.Size, entry.Digest);
}

internal sealed class ChangeKindConverter() : JsonStringEnumConverter<ChangeKind>(System.Text.Json.JsonNamingPolicy.CamelCase);
