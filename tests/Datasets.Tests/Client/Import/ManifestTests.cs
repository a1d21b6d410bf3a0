using System.Text;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Client.Import;

public sealed class ManifestTests
{
    [Fact]
    public async Task Each_line_is_a_file_whose_path_begins_with_the_prefix()
    {
        var digest = Digest.Of("leaf"u8);
        var lines = $$"""{"path":"train/\u00fc/\ud83c\udf3f","size":4,"digest":"{{digest}}","modifiedAt":"2026-01-01T00:00:00Z","more":[1,{"path":"no"}]}""" + "\n";
        var files = new List<(string, long, Digest)>();

        await ReadAsync(lines, "train/", (path, size, in found) => files.Add((Encoding.UTF8.GetString(path), size, found)));

        Assert.Equal([("ü/\U0001F33F", 4, digest)], files);
    }

    [Theory]
    [InlineData("""{"path":"b","size":1,"digest":"00"}""")]
    [InlineData("""{"path":"b","size":1}""")]
    [InlineData("""{"path":"b","si""")]
    [InlineData("""{"path":"elsewhere/b","size":1,"digest":"0000000000000000000000000000000000000000000000000000000000000000"}""")]
    [InlineData("<html>")]
    [InlineData("")]
    public async Task A_list_that_is_none_is_not_compared_with(string line)
    {
        var failure = await Assert.ThrowsAsync<ProblemException>(() => ReadAsync(line + "\n", "train/", (_, _, in _) => { }));

        Assert.Equal("datasets/bad-manifest", failure.Problem.Code);
    }

    [Fact]
    public async Task A_list_that_ends_within_a_line_is_not_compared_with()
    {
        var failure = await Assert.ThrowsAsync<ProblemException>(() => ReadAsync("""{"path":"a",""", "", (_, _, in _) => { }));

        Assert.Equal("datasets/bad-manifest", failure.Problem.Code);
    }

    private static Task ReadAsync(string lines, string prefix, Manifest.Take take) =>
        Manifest.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(lines)), prefix, take, TestContext.Current.CancellationToken);
}
