using Athanor.Objects.Model;

namespace Athanor.Tracking.Artifacts;

/// <summary>What is in a folder, in the order of names; the next page begins behind <see cref="Next"/>.</summary>
public sealed record ArtifactPage(IReadOnlyList<ArtifactEntry> Entries, string? Next)
{
    public static ArtifactPage Empty { get; } = new([], null);

    internal static ArtifactPage Of(ListPage page, string prefix)
    {
        var files = page.Objects.Select(file => new ArtifactEntry(file.Key[prefix.Length..], file.Size));
        var folders = page.CommonPrefixes.Select(folder => new ArtifactEntry(folder[prefix.Length..^1], null));
        return new([.. files.Concat(folders).OrderBy(entry => entry.Name, StringComparer.Ordinal)], page.Next?[prefix.Length..]);
    }
}
