namespace Athanor.Compute.Collectives;

/// <summary>
/// A vector in memory cut into a part per rank, as equal as can be: those at the end may be shorter, or empty. The sum of a part begins with the rank behind
/// its owner and goes around to the owner: x(o+1) + x(o+2) + … + x(o). So an element's order depends on the number of ranks and the length alone.
/// </summary>
internal readonly unsafe struct Parts
{
    private readonly byte* _start;
    private readonly int _count;

    private Parts(byte* start, long bytes, long longest, int count)
    {
        _start = start;
        _count = count;
        TotalBytes = bytes;
        LongestBytes = longest;
    }

    public Parts(float* start, long elements, int count) : this((byte*)start, elements * sizeof(float), (elements + count - 1) / count * sizeof(float), count)
    {
    }

    public static Parts Whole(byte* start, long bytes) => new(start, bytes, bytes, 1);

    public long TotalBytes { get; }

    public long LongestBytes { get; }

    public byte* StartOf(int part) => _start + OffsetOf(part);

    public long BytesOf(int part) => OffsetOf(part + 1) - OffsetOf(part);

    /// <summary>Parts are counted around: the one before the first is the last.</summary>
    public int Around(int part) => ((part % _count) + _count) % _count;

    private long OffsetOf(int part) => Math.Min(part * LongestBytes, TotalBytes);
}
