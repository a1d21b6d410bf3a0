using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Athanor.Datasets.Loading.Shards;

internal static class IndexWrite
{
    /// <summary>Files come in the order of their paths.</summary>
    public static void Write(Stream output, IReadOnlyList<ShardEntry> shards, IReadOnlyCollection<PackedFile> files)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var record = new ArrayBufferWriter<byte>();
        WriteHead(record, shards.Count, files.Count);
        foreach (var shard in shards) WriteShard(record, shard);
        foreach (var file in files)
        {
            WriteFile(record, file);
            if (record.WrittenCount > 1 << 16) Flush(output, digest, record);
        }
        Flush(output, digest, record);
        output.Write(digest.GetHashAndReset());
    }

    private static void WriteHead(ArrayBufferWriter<byte> record, int shards, int files)
    {
        record.Write(IndexFormat.Mark);
        Number(record, shards);
        Number(record, files);
    }

    private static void WriteShard(ArrayBufferWriter<byte> record, ShardEntry shard)
    {
        Text(record, shard.Name);
        Number(record, shard.Size);
        record.Write(shard.Digest.Span);
    }

    private static void WriteFile(ArrayBufferWriter<byte> record, PackedFile packed)
    {
        Text(record, packed.File.Path.Value);
        Number(record, packed.Shard);
        Number(record, packed.Offset);
        Number(record, packed.File.Size);
        Number(record, packed.File.ModifiedAt.ToUnixTimeSeconds());
        record.Write(packed.File.Digest.Span);
    }

    private static void Flush(Stream output, IncrementalHash digest, ArrayBufferWriter<byte> record)
    {
        digest.AppendData(record.WrittenSpan);
        output.Write(record.WrittenSpan);
        record.ResetWrittenCount();
    }

    private static void Text(ArrayBufferWriter<byte> record, string text)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(record.GetSpan(2), (ushort)Encoding.UTF8.GetByteCount(text));
        record.Advance(2);
        Encoding.UTF8.GetBytes(text, record);
    }

    private static void Number(ArrayBufferWriter<byte> record, int number)
    {
        BinaryPrimitives.WriteInt32LittleEndian(record.GetSpan(4), number);
        record.Advance(4);
    }

    private static void Number(ArrayBufferWriter<byte> record, long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(record.GetSpan(8), number);
        record.Advance(8);
    }
}
