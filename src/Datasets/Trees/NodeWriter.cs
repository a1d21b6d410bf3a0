using System.Buffers;
using System.Text;

namespace Athanor.Datasets.Trees;

/// <summary>The few kinds of values that nodes are written in. Numbers take seven bits to a byte, the low ones first.</summary>
internal sealed class NodeWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(8192);

    public void Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    public void Number(long value)
    {
        var rest = (ulong)value;
        for (; rest >= 0x80; rest >>= 7) Byte((byte)(rest | 0x80));
        Byte((byte)rest);
    }

    /// <summary>A number that may be negative: the sign goes to the lowest bit, so that small ones stay short.</summary>
    public void Difference(long value) => Number((value << 1) ^ (value >> 63));

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        _buffer.Write(bytes);
    }

    public void Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    public void Digest(Digest digest)
    {
        digest.Write(_buffer.GetSpan(Trees.Digest.Size));
        _buffer.Advance(Trees.Digest.Size);
    }

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();
}
