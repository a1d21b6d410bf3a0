using System.Formats.Tar;
using System.Text;
using Athanor.App.Verbs.Runs.Transport;
using Athanor.Conformance;

namespace Athanor.App.Tests.Runs;

/// <summary>What others wrote, read with care.</summary>
public sealed class SourceReadingTests : IDisposable
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly TemporaryFolder _folder = new();
    private readonly TransportNotes _notes = new();

    [Fact]
    public async Task Lines_are_cut_wherever_blocks_end_and_long_ones_are_null()
    {
        var text = string.Join('\n', Enumerable.Range(0, 40_000).Select(number => $"line {number}")) + $"\n{new string('x', 100_000)}\nlast";

        var lines = await BoundedLines.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), Cancellation).ToListAsync(Cancellation);

        Assert.Equal([.. Enumerable.Range(0, 40_000).Select(number => $"line {number}"), null, "last"], lines);
    }

    [Fact]
    public void Links_are_followed_neither_at_the_end_of_a_path_nor_on_the_way()
    {
        Write("real/inner/file", "text");
        File.CreateSymbolicLink(_folder.File("link"), _folder.File("real/inner/file"));
        Directory.CreateSymbolicLink(_folder.File("way"), _folder.File("real"));
        var folder = new SourceFolder(_folder.Path, _notes);

        Assert.Equal("text", folder.ReadText("real/inner/file", 100));
        Assert.Null(folder.ReadText("link", 100));
        Assert.Null(folder.ReadText("way/inner/file", 100));
        Assert.Equal(["real/inner/file"], folder.Files("").Select(file => file.Path));
        Assert.Empty(folder.Files("way"));
        Assert.Null(folder.ReadText("real/inner/file", 3));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"name\":\"no id\"}")]
    [InlineData("{\"id\":\"a\",\"name\":null}")]
    [InlineData("{\"id\":\"a\",\"name\":\"b\",\"params\":null}")]
    [InlineData("{\"id\":\"a\",\"name\":\"b\",\"tags\":[null]}")]
    [InlineData("{\"id\":\"a\",\"name\":\"b\",\"startTime\":\"soon\"}")]
    public async Task A_run_that_an_export_would_not_write_is_passed_over(string run)
    {
        Write("1/experiment.json", "{\"id\":\"1\",\"name\":\"leaves\"}");
        Write("1/a/run.json", run);
        Write("1/a/metrics.jsonl", "{\"key\":\"loss\",\"value\":1,\"timestamp\":1,\"step\":1}\n");
        Write("1/a/complete.json", "{}");

        var parts = await ReadFolderAsync();

        Assert.IsType<SourcePart.ExperimentBegins>(Assert.Single(parts));
        Assert.StartsWith("1/a/run.json", Assert.Single(_notes.First), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Points_that_are_none_are_left_out_by_their_lines()
    {
        Write("1/experiment.json", "{\"id\":\"1\",\"name\":\"leaves\"}");
        Write("1/a/run.json", "{\"id\":\"a\",\"name\":\"b\"}");
        Write("1/a/metrics.jsonl", "{\"key\":\"loss\",\"value\":\"NaN\",\"timestamp\":\"5\"}\n[]\nnonsense\n{\"key\":\"loss\",\"value\":{},\"step\":1}\n{\"key\":\"loss\",\"value\":0.25,\"timestamp\":6,\"step\":1}");

        var points = await (await ReadFolderAsync()).OfType<SourcePart.Points>().Single().All.ToListAsync(Cancellation);

        Assert.Equal([new("loss", 0, 5, double.NaN), new("loss", 1, 6, 0.25)], points);
        Assert.Equal(3, _notes.Count);
    }

    [Fact]
    public async Task Entries_of_a_tar_file_that_are_no_files_or_belong_to_no_run_are_passed_over()
    {
        using var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, leaveOpen: true))
        {
            await AddAsync(tar, "1/a/metrics.jsonl", "before its run");
            await AddAsync(tar, "1/experiment.json", "{\"id\":\"1\",\"name\":\"leaves\"}");
            await AddAsync(tar, "1/a/run.json", "{\"id\":\"a\",\"name\":\"b\"}");
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, "1/a/artifacts/link") { LinkName = "/etc/passwd" }, Cancellation);
            await AddAsync(tar, "1/../a/artifacts/x", "x");
            await AddAsync(tar, "1/b/complete.json", "{}");
        }
        archive.Position = 0;

        var parts = await new ExportedRuns(cancellation => ExportEntries.OfTar(archive, _notes, cancellation), null, _notes).ReadAsync(Cancellation).ToListAsync(Cancellation);

        Assert.Equal([typeof(SourcePart.ExperimentBegins), typeof(SourcePart.RunBegins)], parts.Select(part => part.GetType()));
        Assert.StartsWith("1/a/artifacts/link", Assert.Single(_notes.First), StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_keep_to_the_limits_of_MLflow()
    {
        var texts = Enumerable.Range(0, 250).Select(number => new KeyText($"k{number}", new string('ß', number % 2 == 0 ? 1 : 8000))).ToList();

        var batches = RunBatches.Of(texts).ToList();

        Assert.All(batches, batch => Assert.InRange(batch.Count, 1, 100));
        Assert.All(batches, batch => Assert.InRange(batch.ToJsonString().Length, 1, 1_000_000));
        Assert.Equal(texts.Select(text => text.Key), batches.SelectMany(batch => batch.Select(text => (string?)text!["key"])));
    }

    public void Dispose() => _folder.Dispose();

    private ValueTask<List<SourcePart>> ReadFolderAsync() => new ExportedRuns(_ => ExportEntries.OfFolder(new(_folder.Path, _notes)), null, _notes).ReadAsync(Cancellation).ToListAsync(Cancellation);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(path))!);
        File.WriteAllText(_folder.File(path), text);
    }

    private static Task AddAsync(TarWriter tar, string path, string text) => tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) }, Cancellation);
}
