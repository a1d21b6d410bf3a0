using System.Text;
using Athanor.Conformance;
using Athanor.Datasets.Client.Cache;
using Athanor.Datasets.Client.Sources;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Client.Import;

public sealed class ImporterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BranchInMemory _branch = new();

    [Fact]
    public async Task What_is_in_the_folder_is_on_the_branch()
    {
        Write("a/1", "one");
        Write("b", "");

        var report = await ImportAsync();

        Assert.Equal((2, 3, 2, 3), (report.Files, report.Bytes, report.SentFiles, report.SentBytes));
        Assert.Equal([("a/1", "one"), ("b", "")], Held());
    }

    [Fact]
    public async Task A_second_import_asks_for_nothing_but_the_branch()
    {
        Write("a/1", "one");
        await ImportAsync();
        var (requests, manifests) = (_branch.Requests, _branch.Manifests);

        var report = await ImportAsync();

        Assert.True(report.IsUnchanged);
        Assert.Equal((requests, manifests), (_branch.Requests, _branch.Manifests));
    }

    [Fact]
    public async Task Only_what_changed_is_sent()
    {
        Write("a", "one");
        Write("b", "two");
        await ImportAsync();
        Write("b", "TWO");
        Write("c", "three");

        var report = await ImportAsync();

        Assert.Equal((2, 8), (report.SentFiles, report.SentBytes));
        Assert.Equal([("a", "one"), ("b", "TWO"), ("c", "three")], Held());
    }

    [Fact]
    public async Task A_change_that_keeps_size_and_modification_time_is_found()
    {
        Write("f", "one");
        var time = File.GetLastWriteTimeUtc(_folder.File("tree/f"));
        await ImportAsync();
        Write("f", "two");
        File.SetLastWriteTimeUtc(_folder.File("tree/f"), time);

        Assert.Equal(1, (await ImportAsync()).SentFiles);
        Assert.Equal([("f", "two")], Held());
    }

    [Fact]
    public async Task A_file_written_just_before_it_was_listed_is_read_again_and_one_that_was_not_is_not()
    {
        Write("f", "one");
        var source = new CountedSource(Tree);
        await ImportAsync(source);
        await ImportAsync(source);
        Assert.Equal(2, source.Reads);

        // Much later nothing can change within the tick in which it was listed.
        var later = LongAfter();
        await ImportAsync(source, later);
        await ImportAsync(source, later);
        Assert.Equal(3, source.Reads);
    }

    [Fact]
    public async Task A_file_of_another_time_with_the_same_bytes_is_not_sent()
    {
        Write("f", "one");
        await ImportAsync();
        File.SetLastWriteTimeUtc(_folder.File("tree/f"), DateTime.UnixEpoch);

        Assert.True((await ImportAsync()).IsUnchanged);
        Assert.Equal(1, _branch.Requests);
    }

    [Fact]
    public async Task What_somebody_else_changed_is_brought_back()
    {
        Write("a", "one");
        Write("b", "two");
        await ImportAsync();
        _branch.Files["a"] = "other"u8.ToArray();
        _branch.Files.Remove("b");
        _branch.Version++;

        Assert.Equal(2, (await ImportAsync()).SentFiles);
        Assert.Equal([("a", "one"), ("b", "two")], Held());
    }

    [Fact]
    public async Task Another_dataset_of_the_same_name_and_version_is_not_taken_for_the_first()
    {
        Write("a", "one");
        await ImportAsync();
        _branch.Files.Clear();
        _branch.Identity = "second";

        Assert.Equal(1, (await ImportAsync()).SentFiles);
    }

    [Fact]
    public async Task Somebody_who_writes_during_an_import_is_noticed_by_the_next()
    {
        Write("a", "one");
        Write("b", "two");
        _branch.BeforeImport = _ => _branch.Version++;
        await ImportAsync();
        _branch.BeforeImport = null;
        _branch.Files.Remove("a");

        Assert.Equal(1, (await ImportAsync()).SentFiles);
        Assert.Equal(2, _branch.Manifests);
    }

    [Fact]
    public async Task An_import_that_commits_remembers_the_version_after_it()
    {
        Write("a", "one");
        Assert.Equal("first", (await ImportAsync(message: "first")).Commit);
        var manifests = _branch.Manifests;

        Assert.True((await ImportAsync()).IsUnchanged);
        Assert.Equal(manifests, _branch.Manifests);
    }

    [Fact]
    public async Task What_only_the_branch_has_stays_until_it_is_to_be_removed()
    {
        Write("a", "one");
        _branch.Files["old/x"] = [1];
        Assert.Equal((0, true), Removal(await ImportAsync()));
        Assert.Equal((0, true), Removal(await ImportAsync()));

        Assert.Equal((1, false), Removal(await ImportAsync(removesOthers: true)));
        Assert.Equal([("a", "one")], Held());

        static (long, bool) Removal(ImportReport report) => (report.Removed, report.HasOthers);
    }

    [Fact]
    public async Task A_file_removed_here_is_removed_there_only_when_asked_even_much_later()
    {
        Write("a", "one");
        Write("b", "two");
        await ImportAsync();
        File.Delete(_folder.File("tree/b"));
        await ImportAsync();
        Assert.Equal(2, _branch.Files.Count);

        Assert.Equal(1, (await ImportAsync(removesOthers: true)).Removed);
        Assert.Equal([("a", "one")], Held());
        var manifests = _branch.Manifests;
        Assert.True((await ImportAsync(removesOthers: true)).IsUnchanged);
        Assert.Equal(manifests, _branch.Manifests);
    }

    [Fact]
    public async Task Under_a_prefix_nothing_else_is_touched()
    {
        var branch = new BranchInMemory("train/");
        branch.Files["train/old"] = [1];
        branch.Files["test/x"] = [1];
        Write("a", "one");

        var report = await new Importer(branch, Caches, new Unwatched(), TimeProvider.System).FromFolderAsync(Tree, Key, new(RemovesOthers: true), TestContext.Current.CancellationToken);

        Assert.Equal(1, report.Removed);
        Assert.Equal(["test/x", "train/a"], branch.Files.Keys);
    }

    [Fact]
    public async Task An_import_that_was_stopped_goes_on_without_reading_again_what_arrived()
    {
        for (var number = 0; number < 20_000; number++) Write($"{number / 1000}/{number:00000}", $"{number}");
        _branch.BeforeImport = done =>
        {
            if (done == 2) throw new ProblemException(new("test/stopped", 418, "stopped", "stopped"));
        };
        var source = new CountedSource(Tree);
        var clock = LongAfter();
        await Assert.ThrowsAsync<ProblemException>(() => ImportAsync(source, clock));
        var (arrived, reads) = (_branch.Files.Count, source.Reads);
        Assert.InRange(arrived, 1, 19_999);

        _branch.BeforeImport = null;
        await ImportAsync(source, clock);

        Assert.Equal(20_000, _branch.Files.Count);
        Assert.Equal(reads + 20_000 - arrived, source.Reads);
        Assert.True((await ImportAsync(source, clock)).IsUnchanged);
    }

    [Fact]
    public async Task A_server_that_is_away_for_a_moment_is_waited_for()
    {
        Write("a", "one");
        var failures = 0;
        _branch.BeforeImport = _ =>
        {
            if (failures++ < 2) throw new HttpRequestException("connection refused");
        };

        Assert.Equal(1, (await ImportAsync()).SentFiles);
    }

    [Fact]
    public async Task A_large_file_goes_alone_and_is_not_sent_again()
    {
        Write("a", "one");
        Write("large", new string('x', ImportBatch.LargestContent + 1));
        Write("z", "two");

        Assert.Equal(3, (await ImportAsync()).SentFiles);
        Assert.Equal(ImportBatch.LargestContent + 1, _branch.Files["large"].Length);

        File.SetLastWriteTimeUtc(_folder.File("tree/large"), DateTime.UnixEpoch);
        var requests = _branch.Requests;
        Assert.True((await ImportAsync()).IsUnchanged);
        Assert.Equal(requests, _branch.Requests);
    }

    [Fact]
    public async Task A_name_that_no_dataset_holds_stops_an_import_before_anything_is_sent()
    {
        Write("a", "one");
        Write("back\\slash", "two");

        var failure = await Assert.ThrowsAsync<ProblemException>(() => ImportAsync());

        Assert.Equal("datasets/refused-name", failure.Problem.Code);
        Assert.Empty(_branch.Files);
    }

    [Fact]
    public async Task A_list_that_is_out_of_order_removes_nothing()
    {
        Write("a", "one");
        var branch = new UnsortedBranch();

        await Assert.ThrowsAsync<ProblemException>(() => new Importer(branch, Caches, new Unwatched(), TimeProvider.System).FromFolderAsync(Tree, Key, new(RemovesOthers: true), TestContext.Current.CancellationToken));
    }

    public void Dispose() => _folder.Dispose();

    private static ManualClock LongAfter()
    {
        var clock = new ManualClock();
        clock.Advance(TimeSpan.FromDays(36_500));
        return clock;
    }

    private string Tree => _folder.File("tree");

    private CacheFolder Caches => new(_folder.File("caches"));

    private CacheKey Key => new("import", Tree, "server", "plants", "main", "");

    private Task<ImportReport> ImportAsync(bool removesOthers = false, string? message = null) => ImportAsync(new FolderSource(Tree, ListedFile.LongestPath), TimeProvider.System, removesOthers, message);

    private Task<ImportReport> ImportAsync(ISource source, TimeProvider? clock = null, bool removesOthers = false, string? message = null) =>
        new Importer(_branch, Caches, new Unwatched(), clock ?? TimeProvider.System).RunAsync(source, Key, new(removesOthers, message), TestContext.Current.CancellationToken);

    private void Write(string path, string content) => FolderWalkTests.Write(_folder, $"tree/{path}", content);

    private IEnumerable<(string, string)> Held() => _branch.Files.Select(file => (file.Key, Encoding.UTF8.GetString(file.Value)));

    private sealed class UnsortedBranch : IBranch
    {
        public string Prefix => "";

        public Task<BranchMark> FindAsync(CancellationToken cancellation) => Task.FromResult(BranchMark.Of("", 1));

        public Task<Stream> OpenManifestAsync(CancellationToken cancellation)
        {
            var digest = new string('0', 64);
            return Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes($$"""{"path":"b","size":1,"digest":"{{digest}}"}{{'\n'}}{"path":"a","size":1,"digest":"{{digest}}"}{{'\n'}}""")));
        }

        public Task<BranchChange> ImportAsync(HttpContent tar, CancellationToken cancellation) => throw new InvalidOperationException("Nothing is to be sent.");

        public Task<string?> CommitAsync(string message, CancellationToken cancellation) => throw new InvalidOperationException("Nothing is to be committed.");

        public Task<BranchChange> RemoveAsync(IReadOnlyList<string> paths, CancellationToken cancellation) => throw new InvalidOperationException("Nothing is to be removed.");
    }
}
