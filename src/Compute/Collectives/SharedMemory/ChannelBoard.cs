using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Athanor.Compute.Collectives.SharedMemory;

/// <summary>Between one sender and one receiver: how many pieces each has done with, and what is being sent.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal unsafe struct ChannelBoard
{
    [FieldOffset(0)]
    public Gauge Filled;

    [FieldOffset(64)]
    public Gauge Emptied;

    [FieldOffset(128)]
    private fixed byte _call[CollectiveCall.Length];

    public CollectiveCall Call
    {
        get => CollectiveCall.Read(Slot);
        set => value.Write(Slot);
    }

    private Span<byte> Slot => new((byte*)Unsafe.AsPointer(ref _call[0]), CollectiveCall.Length);
}
