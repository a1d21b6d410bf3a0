namespace Athanor.Objects.Model;

/// <summary>Part of a listing: keys and common prefixes in the order of their bytes. <see cref="Next"/> is the last of either, where there is more.</summary>
public sealed record ListPage(IReadOnlyList<StoredObject> Objects, IReadOnlyList<string> CommonPrefixes, string? Next)
{
    public bool IsTruncated => Next is not null;
}
