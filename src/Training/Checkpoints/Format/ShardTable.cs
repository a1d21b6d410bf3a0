using System.Security.Cryptography;
using System.Text;

namespace Athanor.Training.Checkpoints.Format;

/// <summary>
/// What stands at the end of a shard, behind the bytes of its stretches: each stretch with the digest of each piece, and a foot of fixed length with the
/// table's own digest. The manifest repeats that one, so every byte of a shard hangs on the manifest.
/// </summary>
internal sealed record ShardTable(IReadOnlyList<ShardStretch> Stretches)
{
    public const int PieceBytes = 4 << 20;
    public const int FootBytes = sizeof(int) + SHA256.HashSizeInBytes + sizeof(long);
    public const int MostBytes = 64 << 20;
    private const int MostStretches = 1 << 16;
    private const int MostNameBytes = 512;

    // "ATHSHRD1"
    private const long Mark = 0x3144524853485441;

    public static string FileOf(int shard) => $"shard-{shard:D5}";

    public byte[] Write()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Stretches.Count);
        foreach (var stretch in Stretches)
        {
            var name = Encoding.UTF8.GetBytes(stretch.Vector);
            writer.Write((ushort)name.Length);
            writer.Write(name);
            writer.Write(stretch.Length);
            writer.Write(stretch.Offset);
            writer.Write(stretch.Count);
            foreach (var digest in stretch.Digests) writer.Write(digest);
        }
        return bytes.ToArray();
    }

    public static byte[] Foot(byte[] table)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(table.Length);
        writer.Write(SHA256.HashData(table));
        writer.Write(Mark);
        return bytes.ToArray();
    }

    public static (int TableBytes, byte[] Digest) ReadFoot(byte[] foot)
    {
        using var reader = new BinaryReader(new MemoryStream(foot));
        var (length, digest) = (reader.ReadInt32(), reader.ReadBytes(SHA256.HashSizeInBytes));
        if (reader.ReadInt64() != Mark) throw new DamagedCheckpointException("it does not end as a shard ends");
        return length is > 0 and <= MostBytes ? (length, digest) : throw new DamagedCheckpointException($"its table would have {length} bytes");
    }

    /// <summary>Of a shard whose stretches take so many bytes. Nothing in the table is believed before it was compared with that.</summary>
    public static ShardTable Read(byte[] table, long stretchBytes)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(table));
            var count = reader.ReadInt32();
            if (count is < 0 or > MostStretches) throw new DamagedCheckpointException($"its table lists {count} stretches");
            var stretches = new List<ShardStretch>();
            var start = 0L;
            for (var index = 0; index < count; index++, start += stretches[^1].Bytes) stretches.Add(ReadStretch(reader, start, stretchBytes));
            return start == stretchBytes && reader.BaseStream.Position == table.Length ? new(stretches) : throw new DamagedCheckpointException("its table is of another shard");
        }
        catch (EndOfStreamException)
        {
            throw new DamagedCheckpointException("its table ends early");
        }
    }

    private static ShardStretch ReadStretch(BinaryReader reader, long start, long stretchBytes)
    {
        var name = reader.ReadBytes(Math.Min(reader.ReadUInt16(), (ushort)MostNameBytes));
        var (length, offset, count) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        if (offset < 0 || count < 1 || offset > length - count || count > (stretchBytes - start) / sizeof(float)) throw new DamagedCheckpointException($"a stretch of {count} from {offset} on does not fit in a vector of {length} or in the shard");
        var digests = new byte[ShardStretch.PiecesOf(count * sizeof(float))][];
        for (var piece = 0; piece < digests.Length; piece++)
        {
            digests[piece] = reader.ReadBytes(SHA256.HashSizeInBytes);
            if (digests[piece].Length < SHA256.HashSizeInBytes) throw new EndOfStreamException();
        }
        return new(Encoding.UTF8.GetString(name), length, offset, count, start, digests);
    }
}
