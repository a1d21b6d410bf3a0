using System.Runtime.InteropServices;

namespace Athanor.Benchmarks.Datasets;

/// <summary>Looks at every byte, as a consumer would: what nobody looks at could be handed out without being read.</summary>
internal static class Touch
{
    public static ulong All(ReadOnlySpan<byte> bytes)
    {
        var sum = 0UL;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes)) sum ^= word;
        foreach (var rest in bytes[(bytes.Length / sizeof(ulong) * sizeof(ulong))..]) sum += rest;
        return sum;
    }
}
