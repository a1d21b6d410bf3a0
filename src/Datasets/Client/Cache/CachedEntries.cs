using System.Text;

namespace Athanor.Datasets.Client.Cache;

/// <summary>Entries in the order of their paths, as places in the bytes that were read.</summary>
internal sealed class CachedEntries(byte[] source, int[] starts)
{
    public static CachedEntries None { get; } = new([], []);

    public int Count => starts.Length;

    public CachedEntry this[int index] => new(source, starts[index]);

    public IEnumerable<string> Paths => starts.Select(start => Encoding.UTF8.GetString(new CachedEntry(source, start).Path));

    /// <summary>Those of a log are later than those before them, and take their place.</summary>
    public CachedEntries With(CachedEntries later)
    {
        if (later.Count == 0) return this;
        byte[] both = [.. Bytes, .. later.Bytes];
        int[] all = [.. starts, .. later.Starts.Select(start => start + source.Length)];

        // A stable sort keeps the later of two entries behind the earlier one.
        var sorted = all.Order(Comparer<int>.Create((one, other) => new CachedEntry(both, one).Path.SequenceCompareTo(new CachedEntry(both, other).Path))).ToArray();
        return new(both, [.. sorted.Where((start, index) => index == sorted.Length - 1 || !new CachedEntry(both, start).Path.SequenceEqual(new CachedEntry(both, sorted[index + 1]).Path))]);
    }

    private byte[] Bytes => source;

    private int[] Starts => starts;
}
