using System.Text;
using Athanor.Conformance;
using Athanor.Datasets.Client.Import;

namespace Athanor.Datasets.Client.Sources;

public sealed class FolderReaderTests
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_changed_since_it_was_listed_is_read_as_it_is_now()
    {
        using var folder = new TemporaryFolder();
        FolderWalkTests.Write(folder, "a/f", "before");
        var (source, file) = await ListAsync(folder);
        FolderWalkTests.Write(folder, "a/f", "after it was listed");

        var read = await ReadAsync(source, file);

        Assert.Equal((PlannedState.Read, "after it was listed", 19), (read.State, Encoding.UTF8.GetString(read.Content.Span), (int)read.Stamp.Size));
    }

    [Fact]
    public async Task A_file_that_is_gone_is_no_failure()
    {
        using var folder = new TemporaryFolder();
        FolderWalkTests.Write(folder, "a/f", "x");
        var (source, file) = await ListAsync(folder);
        Directory.Delete(folder.File("a"), recursive: true);

        Assert.Equal(PlannedState.Vanished, (await ReadAsync(source, file)).State);
    }

    [Theory]
    [InlineData("a/f")]
    [InlineData("a")]
    public async Task A_link_in_the_place_of_what_was_listed_is_not_followed(string replaced)
    {
        using var folder = new TemporaryFolder();
        using var outside = new TemporaryFolder();
        FolderWalkTests.Write(folder, "a/f", "mine");
        FolderWalkTests.Write(outside, "f", "not mine");
        var (source, file) = await ListAsync(folder);
        Directory.Delete(folder.File("a"), recursive: true);
        if (replaced == "a") Directory.CreateSymbolicLink(folder.File("a"), outside.Path);
        else Directory.CreateDirectory(folder.File("a"));
        if (replaced == "a/f") File.CreateSymbolicLink(folder.File("a/f"), outside.File("f"));

        Assert.Equal(PlannedState.Vanished, (await ReadAsync(source, file)).State);
    }

    [Fact]
    public async Task A_file_that_is_written_to_each_time_it_is_read_is_not_taken()
    {
        using var folder = new TemporaryFolder();
        FolderWalkTests.Write(folder, "f", "x");
        var (source, file) = await ListAsync(folder);
        using var stop = new CancellationTokenSource();
        var writes = 0;
        var writer = Task.Run(async () =>
        {
            for (; !stop.IsCancellationRequested; writes++) await File.AppendAllTextAsync(folder.File("f"), new string('x', 4096), CancellationToken.None);
        }, _cancellation);
        await Eventually.HoldsAsync(() => Task.FromResult(Volatile.Read(ref writes) > 3), "the file is written to");

        // Between two writes a reading may succeed; then it is one whole state of the file.
        var reads = new List<ContentRead>();
        for (var attempt = 0; attempt < 50; attempt++) reads.Add(await ReadAsync(source, file));
        await stop.CancelAsync();
        await writer;

        Assert.All(reads, read => Assert.True(read.State == PlannedState.Changing || read.Content.Length == read.Stamp.Size));
    }

    private async Task<(FolderSource Source, ListedFile File)> ListAsync(TemporaryFolder folder)
    {
        var source = new FolderSource(folder.Path, ListedFile.LongestPath);
        return (source, Assert.Single((await source.ListAsync(_cancellation)).Files));
    }

    private async Task<ContentRead> ReadAsync(FolderSource source, ListedFile file)
    {
        using var reader = source.OpenReader();
        return await reader.ReadAsync(file, new TarBatch(1 << 20), _cancellation);
    }
}
