using System.Security.Cryptography;
using System.Text;
using Athanor.Datasets.Loading.Sources;
using Athanor.Datasets.Paths;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Loading.Shards;

/// <summary>What lies where in the shards. It stays in memory as it is on disk, about a hundred bytes a file, and is read record by record.</summary>
public sealed class ShardIndex
{
    /// <summary>What one array can hold: some fifteen million files.</summary>
    public const int MaximumBytes = 0x7FFF_FFC7;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _bytes;
    private readonly int[] _files;

    private ShardIndex(byte[] bytes, IReadOnlyList<ShardEntry> shards, int[] files) => (_bytes, Shards, _files) = (bytes, shards, files);

    public IReadOnlyList<ShardEntry> Shards { get; }

    public int Count => _files.Length;

    /// <summary>Stands for all that the index lists.</summary>
    public Digest Digest => Digest.Read(_bytes.AsSpan(^IndexFormat.DigestBytes..));

    public PackedFile this[int file]
    {
        get
        {
            var reader = new IndexReader(_bytes, _files[file]);
            var path = EntryPath.Known(Encoding.UTF8.GetString(reader.Text()));
            var (shard, offset, size, modified) = (reader.Int32(), reader.Int64(), reader.Int64(), reader.Int64());
            return new(new(path, size, DateTimeOffset.FromUnixTimeSeconds(modified), reader.Digest()), shard, offset);
        }
    }

    public long SizeOf(int file) => PlaceOf(file).Size;

    public FilePlace PlaceOf(int file)
    {
        var reader = new IndexReader(_bytes, _files[file]);
        reader.Text();
        return new(reader.Int32(), reader.Int64(), reader.Int64());
    }

    /// <summary>Refuses whatever is not an index from beginning to end: no record of it can lead anywhere but into its shards.</summary>
    public static ShardIndex Read(byte[] bytes)
    {
        if (bytes.Length < IndexFormat.HeadBytes + IndexFormat.DigestBytes || !bytes.AsSpan().StartsWith(IndexFormat.Mark)) throw Refusal("it does not begin as one");
        if (!SHA256.HashData(bytes.AsSpan(..^IndexFormat.DigestBytes)).AsSpan().SequenceEqual(bytes.AsSpan(^IndexFormat.DigestBytes..))) throw Refusal("its digest is another");

        var reader = new IndexReader(bytes, IndexFormat.Mark.Length);
        var (shards, files) = (reader.Int32(), reader.Int32());
        if (shards < 0 || files < 0 || ((long)shards * IndexFormat.ShardBytes) + ((long)files * IndexFormat.FileBytes) > bytes.Length) throw Refusal("it is too short for what it lists");
        var entries = ReadShards(ref reader, shards);
        var places = ReadFiles(ref reader, entries, files);
        return reader.Remaining == IndexFormat.DigestBytes ? new(bytes, entries, places) : throw Refusal("it is longer than what it lists");
    }

    private static ShardEntry[] ReadShards(ref IndexReader reader, int count)
    {
        var shards = new ShardEntry[count];
        for (var shard = 0; shard < count; shard++)
        {
            var name = PathOf(reader.Text()).Value;
            shards[shard] = new(name, reader.Int64(), reader.Digest());
            if (name.Contains('/', StringComparison.Ordinal)) throw Refusal("a shard lies in another folder");
        }
        return shards;
    }

    private static int[] ReadFiles(ref IndexReader reader, ShardEntry[] shards, int count)
    {
        var files = new int[count];
        EntryPath? last = null;
        for (var file = 0; file < count; file++)
        {
            files[file] = reader.At;
            var path = PathOf(reader.Text());
            if (last is not null && path <= last) throw Refusal("its files are not in order");
            CheckPlace(ref reader, shards);
            last = path;
        }
        return files;
    }

    private static void CheckPlace(ref IndexReader reader, ShardEntry[] shards)
    {
        var (shard, offset, size, modified) = (reader.Int32(), reader.Int64(), reader.Int64(), reader.Int64());
        if (shard < 0 || shard >= shards.Length || offset < 0 || size < 0 || size > shards[shard].Size - offset) throw Refusal("a file lies beyond its shard");
        if (modified < DateTimeOffset.MinValue.ToUnixTimeSeconds() || modified > DateTimeOffset.MaxValue.ToUnixTimeSeconds()) throw Refusal("a file has a time that no calendar knows");
        reader.Digest();
    }

    private static EntryPath PathOf(ReadOnlySpan<byte> text)
    {
        try
        {
            return EntryPath.Parse(Utf8.GetString(text));
        }
        catch (DecoderFallbackException)
        {
            throw Refusal("a path is not UTF-8");
        }
    }

    private static ProblemException Refusal(string reason) => new(LoadingProblems.BadIndex(reason));
}
