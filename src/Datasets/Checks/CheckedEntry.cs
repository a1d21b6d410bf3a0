namespace Athanor.Datasets.Checks;

/// <summary>A file of the tree that is checked: its path, its length, and the SHA-256 of its bytes.</summary>
public sealed record CheckedEntry(string Path, long Size, ReadOnlyMemory<byte> Digest)
{
    public string DigestText => Convert.ToHexStringLower(Digest.Span);
}
