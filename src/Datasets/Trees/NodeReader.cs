using System.Text;

namespace Athanor.Datasets.Trees;

/// <summary>Reads what <see cref="NodeWriter"/> wrote. Bytes that end early or mean nothing are an <see cref="InvalidDataException"/>.</summary>
internal ref struct NodeReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public byte Byte() => Take(1)[0];

    public long Number()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return (long)value >= 0 || shift == 63 ? (long)value : throw Damaged();
        }
        throw Damaged();
    }

    public long Difference()
    {
        var value = (ulong)Number();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public ReadOnlySpan<byte> Bytes()
    {
        var length = Number();
        return length <= _rest.Length ? Take((int)length) : throw Damaged();
    }

    public string Text() => Encoding.UTF8.GetString(Bytes());

    public Digest Digest() => Trees.Digest.Read(Take(Trees.Digest.Size));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length) throw Damaged();
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static InvalidDataException Damaged() => new("A node of a tree ends before it is whole.");
}
