using System.Text;
using Athanor.Conformance;
using Athanor.Datasets.Client.Sources;
using Athanor.Datasets.Trees;

namespace Athanor.Datasets.Client.Cache;

public sealed class ImportCacheTests : IDisposable
{
    private static readonly CacheKey Key = new("import", "/leaves", "127.0.0.1:7070", "plants", "main", "");
    private static readonly CacheState State = new(BranchMark.Of("plants", 7), HasOthers: true);

    private readonly TemporaryFolder _folder = new();
    private readonly CacheFolder _caches;

    public ImportCacheTests() => _caches = new(_folder.File("caches"));

    [Fact]
    public void What_is_saved_is_found_again()
    {
        Load().Save(_caches, State, [Entry("a", 1), Entry("b/c", 2)]);

        var cache = Load();

        Assert.Equal(State, cache.State);
        Assert.Equal([("a", 1L), ("b/c", 2L)], Of(cache));
        Assert.Equal((Digest.Of("b/c"u8), new FileStamp(2, 20, 200, 2000)), (cache.Entries[1].Digest, cache.Entries[1].Stamp));
    }

    [Fact]
    public void Only_its_owner_may_read_it()
    {
        Load().Save(_caches, State, [Entry("a", 1)]);
        using (Load().OpenLog())
        {
            Assert.All(Directory.GetFiles(_folder.File("caches")), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        }
    }

    [Fact]
    public void The_cache_of_another_place_is_not_read()
    {
        Load().Save(_caches, State, [Entry("a", 1)]);
        var file = Directory.GetFiles(_folder.File("caches")).Single();
        var other = Key with { Branch = "trial" };
        File.Move(file, Path.Combine(_folder.File("caches"), Convert.ToHexStringLower(other.Digest)));

        Assert.Equal(0, ImportCache.Load(_caches, other).Entries.Count);
    }

    [Fact]
    public void A_cache_that_is_damaged_anywhere_or_cut_off_anywhere_is_ignored()
    {
        Load().Save(_caches, State, [Entry("a", 1), Entry("b", 2)]);
        var file = Directory.GetFiles(_folder.File("caches")).Single();
        var whole = File.ReadAllBytes(file);
        for (var place = 0; place < whole.Length; place++)
        {
            var damaged = whole.ToArray();
            damaged[place] ^= 0x10;
            File.WriteAllBytes(file, damaged);
            Assert.Equal(0, Load().Entries.Count);
            File.WriteAllBytes(file, whole[..place]);
            Assert.Equal(0, Load().Entries.Count);
        }
    }

    [Fact]
    public void The_log_of_a_killed_import_adds_to_the_cache_and_a_torn_end_of_it_is_left_out()
    {
        Load().Save(_caches, State, [Entry("a", 1), Entry("c", 3)]);
        using (var log = Load().OpenLog())
        {
            log.Append([Entry("b", 2), Entry("c", 30)]);
            log.Append([Entry("d", 4)]);
        }
        Assert.Equal([("a", 1L), ("b", 2L), ("c", 30L), ("d", 4L)], Of(Load()));

        var file = Directory.GetFiles(_folder.File("caches"), "*.log").Single();
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^5]);
        Assert.Equal([("a", 1L), ("b", 2L), ("c", 30L)], Of(Load()));

        using (var log = Load().OpenLog()) log.Append([Entry("e", 5)]);
        Assert.Equal([("a", 1L), ("b", 2L), ("c", 30L), ("e", 5L)], Of(Load()));
    }

    [Fact]
    public void A_log_is_part_of_the_cache_once_that_is_saved()
    {
        using (var log = Load().OpenLog()) log.Append([Entry("b", 2)]);

        Load().Save(_caches, State, [Entry("a", 1)]);

        Assert.Equal([("a", 1L)], Of(Load()));
        Assert.Empty(Directory.GetFiles(_folder.File("caches"), "*.log"));
    }

    [Fact]
    public void Where_no_cache_can_be_written_nothing_fails()
    {
        File.WriteAllText(_folder.File("file"), "");
        var caches = new CacheFolder(_folder.File("file/caches"));

        var cache = ImportCache.Load(caches, Key);
        using (var log = cache.OpenLog()) log.Append([Entry("a", 1)]);
        cache.Save(caches, State, [Entry("a", 1)]);

        Assert.Equal(0, ImportCache.Load(caches, Key).Entries.Count);
    }

    [Fact]
    public void The_oldest_caches_go_when_there_are_many()
    {
        for (var branch = 0; branch < 80; branch++)
        {
            var key = Key with { Branch = $"b{branch}" };
            ImportCache.Load(_caches, key).Save(_caches, State, [Entry("a", 1)]);
        }

        Assert.Equal(64, Directory.GetFiles(_folder.File("caches")).Length);
        Assert.Equal(1, ImportCache.Load(_caches, Key with { Branch = "b79" }).Entries.Count);
    }

    public void Dispose() => _folder.Dispose();

    private ImportCache Load() => ImportCache.Load(_caches, Key);

    private static IEnumerable<(string, long)> Of(ImportCache cache) => Enumerable.Range(0, cache.Entries.Count).Select(index => (Encoding.UTF8.GetString(cache.Entries[index].Path), cache.Entries[index].Stamp.Size));

    private static (ListedFile, Digest, FileStamp) Entry(string path, long number)
    {
        var name = Encoding.UTF8.GetBytes(path);
        var stamp = new FileStamp(number, number * 10, number * 100, (ulong)number * 1000);
        return (new(new([]) { Names = name }, 0, name.Length, stamp), Digest.Of(name), stamp);
    }
}
