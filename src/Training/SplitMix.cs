namespace Athanor.Training;

/// <summary>A number in which each bit depends on every bit of another: the finalizer of SplitMix64 (Steele, Lea and Flood, 2014). Runs are repeated by it, so it never changes.</summary>
internal static class SplitMix
{
    public static ulong Of(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
