namespace Athanor.Objects.Blobs.Local.Files;

/// <summary>Whole blocks that follow each other; the last block of a blob may be short.</summary>
internal readonly record struct Stretch(long Offset, int Size)
{
    public long End => Offset + Size;
    public long FirstBlock => Offset / Blocks.Size;
    public int BlockCount => (int)Blocks.CountOf(Size);
    public long EndBlock => FirstBlock + BlockCount;

    /// <summary>The blocks from that which holds <paramref name="position"/> to that which holds the last byte before <paramref name="end"/>, or as many as are read at once.</summary>
    public static Stretch At(long position, long end, long length, int blocksAtOnce)
    {
        var first = position / Blocks.Size * Blocks.Size;
        var last = Math.Min(Blocks.CountOf(end) * Blocks.Size, first + (blocksAtOnce * (long)Blocks.Size));
        return new(first, (int)(Math.Min(last, length) - first));
    }
}
