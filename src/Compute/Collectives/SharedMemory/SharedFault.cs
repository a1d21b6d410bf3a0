using System.Buffers.Binary;
using System.Text;

namespace Athanor.Compute.Collectives.SharedMemory;

/// <summary>The first fault of the gang, where all ranks find it: they all fail in its words.</summary>
internal sealed unsafe class SharedFault(byte* state, byte* text)
{
    private const int None = 0;
    private const int BeingWritten = 1;
    private const int Written = 2;

    public void ThrowIfAny()
    {
        if (Volatile.Read(ref *(int*)state) != Written) return;
        var length = Math.Clamp(BinaryPrimitives.ReadInt32LittleEndian(new(text, sizeof(int))), 0, SegmentLayout.FaultTextBytes);
        throw new CollectiveException(Encoding.UTF8.GetString(text + sizeof(int), length));
    }

    public void Write(CollectiveException fault)
    {
        if (Interlocked.CompareExchange(ref *(int*)state, BeingWritten, None) != None) return;
        Encoding.UTF8.TryGetBytes(fault.Message, new(text + sizeof(int), SegmentLayout.FaultTextBytes), out var length);
        BinaryPrimitives.WriteInt32LittleEndian(new(text, sizeof(int)), length);
        Volatile.Write(ref *(int*)state, Written);
    }
}
