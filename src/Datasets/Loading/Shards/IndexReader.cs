using System.Buffers.Binary;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Loading.Shards;

/// <summary>Takes numbers and texts out of an index, one after the other.</summary>
internal ref struct IndexReader(byte[] bytes, int at)
{
    public int At { get; private set; } = at;

    public readonly int Remaining => bytes.Length - At;

    public ReadOnlySpan<byte> Text() => Take(BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort))));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public ReadOnlyMemory<byte> Digest()
    {
        var start = At;
        Take(IndexFormat.DigestBytes);
        return bytes.AsMemory(start, IndexFormat.DigestBytes);
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > Remaining) throw new ProblemException(LoadingProblems.BadIndex("it ends within a record"));
        At += count;
        return bytes.AsSpan(At - count, count);
    }
}
