namespace Athanor.Datasets.Client.Cache;

/// <summary>Entries in the order of their paths, as places in the bytes that were read.</summary>
internal sealed class CachedEntries(byte[] source, int[] starts)
{
    public static CachedEntries None { get; } = new([], []);

    public int Count => starts.Length;

    public CachedEntry this[int index] => new(source, starts[index]);

    /// <summary>Those of a log are later than those before them, and take their place.</summary>
    public CachedEntries With(CachedEntries later)
    {
        if (later.Count == 0) return this;
        byte[] both = [.. Bytes, .. later.Bytes];
        int[] all = [.. starts, .. later.Starts.Select(start => start + source.Length)];

        // A stable sort keeps the later of two entries behind the earlier one.
        var sorted = all.Order(Comparer<int>.Create((one, other) => new CachedEntry(both, one).Path.SequenceCompareTo(new CachedEntry(both, other).Path))).ToArray();
        return new(both, [.. sorted.Where((start, index) => index == sorted.Length - 1 || !HaveOnePath(both, start, sorted[index + 1]))]);
    }

    private static bool HaveOnePath(byte[] source, int one, int other) => new CachedEntry(source, one).Path.SequenceEqual(new CachedEntry(source, other).Path);

    private byte[] Bytes => source;

    private int[] Starts => starts;
}
