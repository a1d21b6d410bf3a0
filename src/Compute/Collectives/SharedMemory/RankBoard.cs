using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Athanor.Compute.Collectives.SharedMemory;

/// <summary>
/// What a rank shows to the others: how many steps it has finished, on which they may sleep, and its last two calls. Two, since a rank may already be in the
/// next call while another still reads this one; further ahead it cannot get without it.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal unsafe struct RankBoard
{
    [FieldOffset(0)]
    public Gauge Steps;

    /// <summary>The number of the call that all make together and this rank is in; 0 while it is in none.</summary>
    [FieldOffset(64)]
    public long Inside;

    [FieldOffset(128)]
    private fixed byte _calls[2 * CollectiveCall.Length];

    public CollectiveCall CallOf(long number) => CollectiveCall.Read(SlotOf(number));

    public void Show(in CollectiveCall call)
    {
        call.Write(SlotOf(call.Number));
        Volatile.Write(ref Inside, call.Number);
    }

    private Span<byte> SlotOf(long number) => new((byte*)Unsafe.AsPointer(ref _calls[0]) + ((number & 1) * CollectiveCall.Length), CollectiveCall.Length);
}
