namespace Athanor.Objects.Encryption;

/// <summary>
/// Where things lie in a sealed blob: a header, then blocks of 64 KiB of content, each with its tag behind it. The last is shorter,
/// or full, or of nothing in a blob of nothing: there is always a last one, and it is marked, so that none can be cut off.
/// </summary>
internal static class SealedLayout
{
    public const int HeaderSize = 32;
    public const int BlockSize = 64 << 10;
    public const int TagSize = 16;
    public const int SealedBlockSize = BlockSize + TagSize;

    public static long BlocksOf(long plainLength) => Math.Max(1, (plainLength + BlockSize - 1) / BlockSize);

    public static long SealedLength(long plainLength) => HeaderSize + plainLength + (BlocksOf(plainLength) * TagSize);

    /// <summary>How much content a sealed blob of this length holds; negative where none is that short.</summary>
    public static long PlainLength(long sealedLength)
    {
        var blocks = sealedLength - HeaderSize;
        return blocks - ((blocks + SealedBlockSize - 1) / SealedBlockSize * TagSize);
    }

    public static long OffsetOf(long block) => HeaderSize + (block * SealedBlockSize);
}
