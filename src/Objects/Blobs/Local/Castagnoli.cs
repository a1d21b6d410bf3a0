using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Athanor.Objects.Blobs.Local;

/// <summary>
/// CRC32C as RFC 3720 has it, over three stretches at once: the processor's instruction answers after three cycles but can begin one
/// in each. Three independent sums keep it busy, and a table joins them.
/// </summary>
internal static class Castagnoli
{
    // Three long lanes make up a block of 64 KiB but for 16 bytes; three short ones serve what is smaller.
    private const int LongLane = 21_840;
    private const int ShortLane = 336;
    private const uint Begin = uint.MaxValue;

    private static readonly uint[] LongShift = MakeShift(LongLane);
    private static readonly uint[] ShortShift = MakeShift(ShortLane);

    public static uint Of(ReadOnlySpan<byte> bytes) => ~Append(Begin, bytes);

    public static uint Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => ~Append(Append(Begin, first), second);

    private static uint Append(uint state, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 3 * LongLane; bytes = bytes[(3 * LongLane)..]) state = AppendLanes(state, bytes, LongLane, LongShift);
        for (; bytes.Length >= 3 * ShortLane; bytes = bytes[(3 * ShortLane)..]) state = AppendLanes(state, bytes, ShortLane, ShortShift);
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) state = BitOperations.Crc32C(state, MemoryMarshal.Read<ulong>(bytes));
        foreach (var value in bytes) state = BitOperations.Crc32C(state, value);
        return state;
    }

    private static uint AppendLanes(uint state, ReadOnlySpan<byte> bytes, int lane, uint[] shift)
    {
        ref var first = ref MemoryMarshal.GetReference(bytes);
        ref var second = ref Unsafe.Add(ref first, lane);
        ref var third = ref Unsafe.Add(ref first, 2 * lane);
        uint firstState = state, secondState = 0, thirdState = 0;
        for (nint at = 0; at < lane; at += sizeof(ulong))
        {
            firstState = BitOperations.Crc32C(firstState, Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at)));
            secondState = BitOperations.Crc32C(secondState, Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref second, at)));
            thirdState = BitOperations.Crc32C(thirdState, Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref third, at)));
        }
        return Shift(Shift(firstState, shift) ^ secondState, shift) ^ thirdState;
    }

    /// <summary>The state as it would be after a lane of zeros.</summary>
    private static uint Shift(uint state, uint[] shift) =>
        shift[state & 0xFF] ^ shift[0x100 + ((state >> 8) & 0xFF)] ^ shift[0x200 + ((state >> 16) & 0xFF)] ^ shift[0x300 + (state >> 24)];

    // Going over zeros is linear, so it is known for every state once it is known for each byte of one.
    private static uint[] MakeShift(int lane)
    {
        var shift = new uint[4 * 256];
        for (var bit = 0; bit < 32; bit++)
        {
            var state = 1u << bit;
            for (var at = 0; at < lane; at += sizeof(ulong)) state = BitOperations.Crc32C(state, 0UL);
            for (var value = 0; value < 256; value++)
            {
                if ((value >> (bit % 8) & 1) == 1) shift[(bit / 8 * 256) + value] ^= state;
            }
        }
        return shift;
    }
}
