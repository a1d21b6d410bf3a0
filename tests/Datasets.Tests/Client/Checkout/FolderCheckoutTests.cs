using Athanor.Conformance;
using Athanor.Datasets.Client.Cache;
using Athanor.Datasets.Client.Import;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Client.Checkout;

public sealed class FolderCheckoutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly VersionInMemory _version = new();

    [Fact]
    public async Task The_folder_holds_what_the_version_holds()
    {
        _version.Files["a/b/c"] = "deep";
        _version.Files["top"] = "";

        var report = await CheckOutAsync();

        Assert.Equal((2, 4, 2), (report.Files, report.Bytes, report.FetchedFiles));
        Assert.Equal(["a/b/c", "top"], Held());
        Assert.Equal("deep", await ReadAsync("a/b/c"));
    }

    [Fact]
    public async Task What_is_there_is_not_fetched_again()
    {
        _version.Files["a"] = "one";
        _version.Files["b"] = "two";
        await CheckOutAsync();
        await WriteAsync("b", "TWO");
        _version.Files["c"] = "three";

        var report = await CheckOutAsync();

        Assert.Equal((2, 4), (report.FetchedFiles, _version.Fetches));
        Assert.Equal("two", await ReadAsync("b"));
    }

    [Fact]
    public async Task What_somebody_put_there_with_the_right_bytes_is_not_fetched()
    {
        _version.Files["a"] = "one";
        await WriteAsync("a", "one");

        await CheckOutAsync();

        Assert.Equal(0, _version.Fetches);
    }

    [Fact]
    public async Task Other_files_stay_until_they_are_to_be_removed()
    {
        _version.Files["a"] = "one";
        await WriteAsync("mine/x", "x");
        Assert.Equal(0, (await CheckOutAsync()).Removed);
        Assert.Equal(["a", "mine/x"], Held());

        Assert.Equal(1, (await CheckOutAsync(removesOthers: true)).Removed);
        Assert.Equal(["a"], Held());
        Assert.False(Directory.Exists(_folder.File("out/mine")));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("/tmp/outside")]
    [InlineData("a//b")]
    [InlineData("a\\b")]
    [InlineData("new\nline")]
    public async Task A_path_that_leads_out_of_the_folder_stops_everything_before_anything_is_written(string path)
    {
        _version.Files["a0"] = "fine";
        _version.Files[path] = "hostile";

        var failure = await Assert.ThrowsAsync<ProblemException>(() => CheckOutAsync());

        Assert.Equal("datasets/bad-path", failure.Problem.Code);
        Assert.False(Directory.Exists(_folder.File("out")));
    }

    [Fact]
    public async Task Nothing_is_written_through_a_link_in_the_folder()
    {
        Directory.CreateDirectory(_folder.File("elsewhere"));
        Directory.CreateDirectory(_folder.File("out"));
        Directory.CreateSymbolicLink(_folder.File("out/a"), _folder.File("elsewhere"));
        _version.Files["a/f"] = "x";

        var failure = await Assert.ThrowsAsync<ProblemException>(() => CheckOutAsync());

        Assert.Equal("datasets/link-in-folder", failure.Problem.Code);
        Assert.Empty(Directory.GetFiles(_folder.File("elsewhere")));
    }

    [Fact]
    public async Task A_link_under_the_name_of_a_file_is_replaced_and_what_it_leads_to_is_not()
    {
        await File.WriteAllTextAsync(_folder.File("precious"), "precious", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(_folder.File("out"));
        File.CreateSymbolicLink(_folder.File("out/f"), _folder.File("precious"));
        _version.Files["f"] = "new";

        await CheckOutAsync();

        Assert.Equal("precious", await File.ReadAllTextAsync(_folder.File("precious"), TestContext.Current.CancellationToken));
        Assert.Null(new FileInfo(_folder.File("out/f")).LinkTarget);
        Assert.Equal("new", await ReadAsync("f"));
    }

    [Fact]
    public async Task A_path_that_is_a_file_and_a_folder_is_refused()
    {
        _version.Files["a"] = "x";
        _version.Files["a-b"] = "x";
        _version.Files["a/b/c"] = "x";

        var failure = await Assert.ThrowsAsync<ProblemException>(() => CheckOutAsync());

        Assert.Equal("datasets/file-and-folder", failure.Problem.Code);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_a_file_is_not_removed()
    {
        await WriteAsync("f/mine", "x");
        _version.Files["f"] = "x";

        var failure = await Assert.ThrowsAsync<ProblemException>(() => CheckOutAsync());

        Assert.Equal("datasets/folder-in-the-way", failure.Problem.Code);
        Assert.Equal(["f/mine"], Held());
    }

    [Fact]
    public async Task Bytes_that_are_not_those_of_the_version_are_thrown_away()
    {
        _version.Files["f"] = "right";
        _version.BeforeFetch = path => _version.Files[path] = "wrong";

        var failure = await Assert.ThrowsAsync<ProblemException>(() => CheckOutAsync());

        Assert.Equal("datasets/damaged", failure.Problem.Code);
        Assert.Empty(Held());
    }

    [Fact]
    public async Task A_connection_that_is_cut_is_tried_again_and_what_it_left_is_not_seen()
    {
        _version.Files["f"] = "whole";
        var cuts = 0;
        _version.BeforeFetch = _ =>
        {
            if (cuts++ < 2) throw new HttpRequestException("cut");
        };

        await CheckOutAsync();

        Assert.Equal(["f"], Held());
    }

    [Theory]
    [InlineData("a/x", "A/x", 1)]
    [InlineData("a/x", "A/y", 1)]
    [InlineData("Ä", "ä", 1)]
    [InlineData("a/x", "b/X", 0)]
    public void Paths_that_only_case_tells_apart_are_found(string one, string other, int count)
    {
        List<CheckoutFile> files = [new(Paths.EntryPath.Parse(one), 0, default), new(Paths.EntryPath.Parse(other), 0, default)];

        Assert.Equal(count, CheckoutList.FindCollisions(files).Count);
    }

    public void Dispose() => _folder.Dispose();

    private Task<CheckoutReport> CheckOutAsync(bool removesOthers = false) => new FolderCheckout(_version, new CacheFolder(_folder.File("caches")), new Unwatched(), TimeProvider.System)
        .RunAsync(_folder.File("out"), new("checkout", _folder.File("out"), "server", "plants", "", ""), removesOthers, TestContext.Current.CancellationToken);

    private IEnumerable<string> Held() => Directory.EnumerateFiles(_folder.File("out"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder.File("out"), file)).Order(StringComparer.Ordinal);

    private Task<string> ReadAsync(string path) => File.ReadAllTextAsync(_folder.File($"out/{path}"), TestContext.Current.CancellationToken);

    private Task WriteAsync(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File($"out/{path}"))!);
        return File.WriteAllTextAsync(_folder.File($"out/{path}"), content, TestContext.Current.CancellationToken);
    }
}
