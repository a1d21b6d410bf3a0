using System.Buffers.Binary;

namespace Athanor.Compute.Collectives.Ring;

/// <summary>What goes over the link beside the data: a call, a farewell, or that words of failure of so many bytes follow.</summary>
internal static class ControlFrame
{
    public const int Length = sizeof(int) + CollectiveCall.Length;
    public const int MostWordsBytes = 2048;
    private const int CallKind = 0;
    private const int FarewellKind = -1;

    public static void WriteCall(in CollectiveCall call, Span<byte> target)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, CallKind);
        call.Write(target[sizeof(int)..]);
    }

    public static void WriteFarewell(Span<byte> target)
    {
        target[..Length].Clear();
        BinaryPrimitives.WriteInt32LittleEndian(target, FarewellKind);
    }

    public static void WriteWords(int bytes, Span<byte> target)
    {
        target[..Length].Clear();
        BinaryPrimitives.WriteInt32LittleEndian(target, bytes);
    }

    public static bool IsFarewell(ReadOnlySpan<byte> source) => BinaryPrimitives.ReadInt32LittleEndian(source) == FarewellKind;

    /// <summary>0 where no words follow.</summary>
    public static int WordsBytes(ReadOnlySpan<byte> source) => Math.Clamp(BinaryPrimitives.ReadInt32LittleEndian(source), 0, MostWordsBytes);

    public static CollectiveCall Call(ReadOnlySpan<byte> source) => CollectiveCall.Read(source[sizeof(int)..]);
}
