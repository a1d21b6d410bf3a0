using Athanor.Conformance;
using Athanor.Datasets.Loading.Caching;
using Athanor.Datasets.Loading.Ordering;
using Athanor.Foundation.Units;
using FsCheck;
using FsCheck.Fluent;

namespace Athanor.Datasets.Loading;

public sealed class CacheTests : IDisposable
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task What_fits_is_fetched_once_and_is_there_after_a_restart()
    {
        var files = FilesInMemory.Numbered(100);
        for (var process = 0; process < 2; process++)
        {
            var set = SampleSet.Of(new CachedSource(files, _folder.Path, Bytes.FromMebibytes(1)), 1, Shuffle.Full);
            Assert.Equal(300, (await Readers.ReadAsync(set, new() { Until = 300 })).Count);
        }

        // A hundred numbers, and the one letter that all samples share.
        Assert.InRange(files.Reads, 101, 200);
    }

    [Fact]
    public async Task The_budget_holds_and_what_is_needed_last_is_let_go()
    {
        var files = new FilesInMemory(Enumerable.Range(0, 100).Select(number => ($"{number:00}.bin", $"{number:0000000000}")));
        var cache = new CachedSource(files, _folder.Path, new Bytes(300));
        var set = SampleSet.Of(cache, 1, Shuffle.None);
        var position = 0L;
        cache.Follow(set, WorkerShare.All, () => position);

        for (; position < 1000; position++)
        {
            await cache.ReadAsync((int)(position % 100), 0, new byte[10], Cancellation);
            Assert.InRange(Stored().Sum(file => file.Length), 0, 300);
        }

        // A cycle of 100 with room for 30: a cache that keeps what came last would never hit, this one keeps 30 of them over each turn.
        Assert.InRange(files.Reads, 100 + (9 * 69), 100 + (9 * 72));
    }

    [Fact]
    public async Task Many_at_once_share_the_cache_and_what_lies_there_is_what_it_counts()
    {
        var files = FilesInMemory.Numbered(200);
        var cache = new CachedSource(files, _folder.Path, new Bytes(300));

        await Parallel.ForAsync(0, 4000, Cancellation, async (read, stop) =>
        {
            var file = read * 7919 % files.Count;
            var (own, cached) = (new byte[files[file].Size], new byte[files[file].Size]);
            await files.ReadAsync(file, 0, own, stop);
            await cache.ReadAsync(file, 0, cached, stop);
            Assert.Equal(own, cached);
        });

        Assert.InRange(Stored().Sum(file => file.Length), 1, 300);
        Assert.All(Stored(), file => Assert.Equal(64, file.Name.Length));
    }

    [Fact]
    public async Task What_was_torn_or_altered_is_fetched_again()
    {
        var files = FilesInMemory.Numbered(10);
        var before = await Readers.ReadAsync(SampleSet.Of(new CachedSource(files, _folder.Path, Bytes.FromMebibytes(1)), 1, Shuffle.None), new() { Until = 10 });
        foreach (var (file, at) in Stored().Select((file, at) => (file, at))) File.WriteAllText(file.FullName, at % 2 == 0 ? "" : "?");

        Assert.Equal(before, await Readers.ReadAsync(SampleSet.Of(new CachedSource(files, _folder.Path, Bytes.FromMebibytes(1)), 1, Shuffle.None), new() { Until = 10 }));
    }

    [Fact]
    public void What_is_not_the_caches_own_is_left_alone_and_what_it_left_unfinished_goes()
    {
        string[] others = ["notes.txt", "ab/photo.jpg", "ab/" + new string('a', 64) + "x", "deep/er/file"];
        var unfinished = $"ab/ab{new string('0', 62)}.12345678.new";
        foreach (var file in others.Append(unfinished))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(file))!);
            File.WriteAllText(_folder.File(file), "x");
        }

        _ = new CachedSource(FilesInMemory.Numbered(1), _folder.Path, new Bytes(0));

        Assert.All(others, file => Assert.True(File.Exists(_folder.File(file))));
        Assert.False(File.Exists(_folder.File(unfinished)));
    }

    [Fact]
    public void No_order_of_uses_breaks_the_budget_or_drops_what_is_needed_sooner() => Prop.ForAll(
        Gen.Choose(0, 9).Two().Select(pair => (Name: $"{pair.Item1}", NextUse: pair.Item2)).NonEmptyListOf().ToArbitrary(),
        uses =>
        {
            var (order, kept) = (new CacheOrder(40), new Dictionary<string, int>());
            foreach (var (name, nextUse) in uses)
            {
                var evicted = new List<string>();
                var isNew = !kept.ContainsKey(name);
                if (!isNew) order.Move(name, nextUse);
                var isAdded = order.TryAdd(name, 10, nextUse, evicted);

                Assert.All(evicted, one => Assert.Equal(kept.Values.Max(), kept[one]));
                evicted.ForEach(one => kept.Remove(one));
                if (!isNew || isAdded) kept[name] = nextUse;
                Assert.False(isAdded && !isNew);
                Assert.Equal(kept.Count * 10, order.Bytes);
                Assert.InRange(order.Bytes, 0, 40);
                Assert.All(kept.Keys, one => Assert.True(order.Contains(one)));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    public void Dispose() => _folder.Dispose();

    private IEnumerable<FileInfo> Stored() => new DirectoryInfo(_folder.Path).EnumerateFiles("*", SearchOption.AllDirectories);
}
