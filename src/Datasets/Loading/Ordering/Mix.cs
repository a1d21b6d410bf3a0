namespace Athanor.Datasets.Loading.Ordering;

/// <summary>Makes a number out of several in which each bit depends on every bit of them. Orders are built on it, so it never changes.</summary>
internal static class Mix
{
    public static ulong Of(ulong first, ulong second) => Scatter(Scatter(first + 0x9E3779B97F4A7C15) ^ (second * 0xD1342543DE82EF95));

    public static ulong Of(ulong key, ulong value, int round) => Scatter(key ^ (value * 0xD1342543DE82EF95) ^ ((ulong)(round + 1) * 0x9E3779B97F4A7C15));

    // Shifts and odd factors: every step can be undone, so no two numbers become one.
    private static ulong Scatter(ulong value)
    {
        value = (value ^ (value >> 32)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 29)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
