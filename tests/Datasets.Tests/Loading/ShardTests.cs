using System.Diagnostics;
using System.Formats.Tar;
using Athanor.Conformance;
using Athanor.Datasets.Loading.Ordering;
using Athanor.Datasets.Loading.Shards;
using Athanor.Datasets.Loading.Sources;
using Athanor.Datasets.Paths;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;

namespace Athanor.Datasets.Loading;

public sealed class ShardTests : IDisposable
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Packed_samples_are_read_as_they_were()
    {
        var files = FilesInMemory.Numbered(300);
        await PackAsync(files, "shards", new() { MaximumSamples = 70 });

        using var shards = ShardFolder.Open(_folder.File("shards"));

        Assert.Equal(5, Directory.GetFiles(_folder.File("shards"), "*.tar").Length);
        Assert.Equal(files.Count, shards.Count);
        Assert.Equal(await ReadAllAsync(files), await ReadAllAsync(shards));
        await shards.VerifyAsync(Cancellation);
        for (var file = 0; file < files.Count; file += 41)
            Assert.Equal((files[file].Path, files[file].Size, files[file].Size), (shards[file].Path, shards[file].Size, shards.SizeOf(file)));
    }

    [Fact]
    public async Task A_shard_is_a_tar_of_whole_samples()
    {
        await PackAsync(FilesInMemory.Numbered(20), "shards", new() { TargetSize = new Bytes(5000) });

        var names = new List<string>();
        foreach (var shard in Directory.GetFiles(_folder.File("shards"), "*.tar").Order())
        {
            await using var tar = new TarReader(File.OpenRead(shard));
            var samples = new List<string>();
            while (await tar.GetNextEntryAsync(cancellationToken: Cancellation) is { } entry) samples.Add(entry.Name);
            Assert.Equal(0, samples.Count % 2);
            names.AddRange(samples);
        }
        Assert.Equal(Enumerable.Range(0, 20).SelectMany(number => new[] { $"{number:000000}.cls", $"{number:000000}.txt" }), names);
    }

    [Fact]
    public async Task The_same_files_are_the_same_shards()
    {
        await PackAsync(FilesInMemory.Numbered(100), "first", new() { MaximumSamples = 30 });
        await PackAsync(FilesInMemory.Numbered(100), "second", new() { MaximumSamples = 30 });

        foreach (var file in Directory.GetFiles(_folder.File("first"))) Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(file.Replace("first", "second", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_shard_that_was_cut_short_is_found_at_once()
    {
        var shard = await PackOneAsync();
        using (var file = File.OpenWrite(shard)) file.SetLength(file.Length - 512);

        Assert.Contains("bytes instead of", Refusal().Detail);
    }

    [Fact]
    public async Task A_shard_that_is_cut_short_while_it_is_read_fails_the_read()
    {
        var shard = await PackOneAsync();
        using var shards = ShardFolder.Open(_folder.File("shards"));
        using var truncate = Process.Start("truncate", ["--size=512", shard]);
        await truncate.WaitForExitAsync(Cancellation);

        var refusal = await Assert.ThrowsAsync<ProblemException>(async () => await shards.ReadAsync(0, 0, new byte[shards.SizeOf(0)], Cancellation));

        Assert.Contains("cut short", refusal.Problem.Detail);
    }

    [Fact]
    public async Task Altered_bytes_are_found_by_the_first_read_and_by_verifying()
    {
        var shard = await PackOneAsync();
        var bytes = File.ReadAllBytes(shard);
        bytes[512] ^= 1;
        File.WriteAllBytes(shard, bytes);
        using var shards = ShardFolder.Open(_folder.File("shards"));

        var refusal = await Assert.ThrowsAsync<ProblemException>(() => ReadAllAsync(shards));
        var verdict = await Assert.ThrowsAsync<ProblemException>(() => shards.VerifyAsync(Cancellation));

        Assert.Equal(("datasets/damaged", "datasets/damaged-shard"), (refusal.Problem.Code, verdict.Problem.Code));
    }

    [Fact]
    public async Task A_missing_shard_or_index_is_told()
    {
        Assert.Equal("datasets/no-shards", Refusal().Code);

        File.Delete(await PackOneAsync());

        Assert.Contains("not there", Refusal().Detail);
    }

    [Fact]
    public async Task A_folder_with_files_in_it_is_not_packed_into()
    {
        await PackOneAsync();

        var refusal = await Assert.ThrowsAsync<ProblemException>(() => PackAsync(FilesInMemory.Numbered(6), "shards", new()));

        Assert.Equal("datasets/folder-not-empty", refusal.Problem.Code);
    }

    [Fact]
    public async Task A_folder_that_holds_these_files_already_is_left_as_it_is()
    {
        var first = await PackAsync(FilesInMemory.Numbered(5), "shards", new() { MaximumSamples = 2 });
        var written = Directory.GetFiles(_folder.File("shards")).ToDictionary(file => file, File.GetLastWriteTimeUtc);

        var second = await PackAsync(FilesInMemory.Numbered(5), "shards", new());

        Assert.Equal((first.Digest, 3, 5), (second.Digest, second.Shards, second.Samples));
        Assert.All(written, file => Assert.Equal(file.Value, File.GetLastWriteTimeUtc(file.Key)));
    }

    [Fact]
    public async Task What_an_interrupted_packing_left_is_packed_anew()
    {
        var files = FilesInMemory.Numbered(50);
        files.Before = file => file == 70 ? throw new IOException("gone") : Task.CompletedTask;
        await Assert.ThrowsAsync<IOException>(() => PackAsync(files, "shards", new() { MaximumSamples = 10 }));
        Assert.Equal(4, Directory.GetFiles(_folder.File("shards"), "*.tar").Length);
        Assert.Equal("datasets/no-shards", Refusal().Code);

        files.Before = _ => Task.CompletedTask;
        var set = await PackAsync(files, "shards", new() { MaximumSamples = 30 });

        Assert.Equal((2, 50), (set.Shards, set.Samples));
        Assert.Equal(["shard-000000.tar", "shard-000001.tar", "shards.index"], Directory.GetFiles(_folder.File("shards")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Shards_that_others_packed_are_not_taken_for_leftovers()
    {
        Directory.CreateDirectory(_folder.File("shards"));
        await File.WriteAllTextAsync(_folder.File("shards/shard-000000.tar"), "theirs", Cancellation);

        var refusal = await Assert.ThrowsAsync<ProblemException>(() => PackAsync(FilesInMemory.Numbered(5), "shards", new()));

        Assert.Equal("datasets/folder-not-empty", refusal.Problem.Code);
        Assert.Equal("theirs", await File.ReadAllTextAsync(_folder.File("shards/shard-000000.tar"), Cancellation));
    }

    [Fact]
    public async Task What_is_not_what_its_source_says_is_not_packed()
    {
        var files = new Altered(FilesInMemory.Numbered(3));

        var refusal = await Assert.ThrowsAsync<ProblemException>(() => PackAsync(files, "shards", new()));

        Assert.Equal("datasets/damaged", refusal.Problem.Code);
        Assert.Equal("datasets/no-shards", Refusal().Code);
    }

    [Fact]
    public async Task An_index_is_refused_wherever_a_bit_of_it_is_changed_or_it_ends()
    {
        await PackOneAsync();
        var index = File.ReadAllBytes(_folder.File("shards/shards.index"));

        for (var at = 0; at < index.Length; at += 7)
        {
            var changed = (byte[])index.Clone();
            changed[at] ^= 0x10;
            Assert.Equal("datasets/bad-index", Assert.Throws<ProblemException>(() => ShardIndex.Read(changed)).Problem.Code);
            Assert.Equal("datasets/bad-index", Assert.Throws<ProblemException>(() => ShardIndex.Read(index[..at])).Problem.Code);
        }
    }

    [Fact]
    public void An_index_whose_digest_is_right_leads_nowhere_else_either()
    {
        var (shard, file) = (new ShardEntry("a.tar", 100, new byte[32]), new SourceFile(EntryPath.Known("a"), 10, DateTimeOffset.UnixEpoch, new byte[32]));

        Assert.Equal(1, ShardIndex.Read(Index([shard], new PackedFile(file, 0, 90))).Count);
        Assert.Contains("beyond its shard", IndexRefusal([shard], new PackedFile(file, 0, 91)));
        Assert.Contains("beyond its shard", IndexRefusal([shard], new PackedFile(file, 1, 0)));
        Assert.Contains("beyond its shard", IndexRefusal([shard], new PackedFile(file, -1, 0)));
        Assert.Contains("beyond its shard", IndexRefusal([shard], new PackedFile(file, 0, -1)));
        Assert.Contains("beyond its shard", IndexRefusal([shard], new PackedFile(file with { Size = -1 }, 0, 0)));
        Assert.Contains("beyond its shard", IndexRefusal([shard], new PackedFile(file with { Size = long.MaxValue }, 0, 99)));
        Assert.Contains("another folder", IndexRefusal([shard with { Name = "up/a.tar" }]));
        Assert.Contains("'..'", IndexRefusal([shard with { Name = ".." }]));
        Assert.Contains("starts with a slash", IndexRefusal([shard], new PackedFile(file with { Path = EntryPath.Known("/etc/passwd") }, 0, 0)));
        Assert.Contains("not in order", IndexRefusal([shard], new(file with { Path = EntryPath.Known("b") }, 0, 0), new(file, 0, 0)));
        Assert.Contains("not in order", IndexRefusal([shard], new(file, 0, 0), new(file, 0, 0)));
    }

    public void Dispose() => _folder.Dispose();

    private Task<ShardSet> PackAsync(ISampleSource files, string name, ShardOptions options) => ShardPacking.PackAsync(files, _folder.File(name), options, Cancellation);

    private async Task<string> PackOneAsync()
    {
        Assert.Equal(1, (await PackAsync(FilesInMemory.Numbered(5), "shards", new())).Shards);
        return Assert.Single(Directory.GetFiles(_folder.File("shards"), "*.tar"));
    }

    private static async Task<List<(long, string)>> ReadAllAsync(ISampleSource source)
    {
        var set = SampleSet.Of(source, 3, Shuffle.Default);
        return await Readers.ReadAsync(set, new() { Until = 2 * set.Sequence.Length });
    }

    private Problem Refusal() => Assert.Throws<ProblemException>(() => ShardFolder.Open(_folder.File("shards"))).Problem;

    private static byte[] Index(ShardEntry[] shards, params PackedFile[] files)
    {
        using var bytes = new MemoryStream();
        IndexWrite.Write(bytes, shards, files);
        return bytes.ToArray();
    }

    private static string IndexRefusal(ShardEntry[] shards, params PackedFile[] files) => Assert.Throws<ProblemException>(() => ShardIndex.Read(Index(shards, files))).Problem.Detail;

    private sealed class Altered(FilesInMemory files) : ISampleSource
    {
        public int Count => files.Count;
        public SourceFile this[int file] => files[file];

        public async ValueTask ReadAsync(int file, long offset, Memory<byte> buffer, CancellationToken cancellation)
        {
            await files.ReadAsync(file, offset, buffer, cancellation);
            buffer.Span[0] ^= 1;
        }
    }
}
