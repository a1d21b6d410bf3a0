using Athanor.Datasets.Loading.Ordering;
using Athanor.Datasets.Loading.Reading;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;

namespace Athanor.Datasets.Loading;

public sealed class SampleReaderTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public async Task Any_number_of_readers_reads_the_same_epochs(int readers)
    {
        var set = SampleSet.Of(FilesInMemory.Numbered(257), 7, new(16, 4));
        var alone = await Readers.ReadAsync(set, new() { Until = 2 * 257 });

        var together = new List<(long Position, string Text)>();
        for (var rank = 0; rank < readers; rank++) together.AddRange(await Readers.ReadAsync(set, new() { Share = new(rank, readers), Until = 2 * 257 }));

        Assert.Equal(alone, together.OrderBy(sample => sample.Position));
        Assert.Equal(257, alone.Take(257).DistinctBy(sample => sample.Text).Count());
        Assert.Contains("000100.cls=x 000100.txt=100", alone.Select(sample => sample.Text));
    }

    [Fact]
    public async Task A_reader_resumes_at_any_sample_from_one_integer()
    {
        var set = SampleSet.Of(FilesInMemory.Numbered(23), 7, Shuffle.Full);
        var alone = await Readers.ReadAsync(set, new() { Until = 46 });

        for (var stop = 0; stop <= 46; stop++)
        {
            await using var first = Readers.Open(set, new() { Until = 46 });
            for (var taken = 0; taken < stop; taken++) (await first.NextAsync(Cancellation))!.Dispose();

            Assert.Equal(alone.Skip(stop), await Readers.ReadAsync(set, new() { From = first.Position, Until = 46 }));
        }
    }

    [Fact]
    public async Task Mixed_datasets_are_read_from_each_source()
    {
        var set = SampleSet.Mix([(new FilesInMemory(("a.txt", "1"), ("b.txt", "2")), 2), (new FilesInMemory(("c.txt", "3")), 1)], 1, Shuffle.None);

        var read = await Readers.ReadAsync(set, new() { Until = 6 });

        Assert.Equal(["a.txt=1", "c.txt=3", "b.txt=2", "a.txt=1", "c.txt=3", "b.txt=2"], read.Select(sample => sample.Text));
    }

    [Fact]
    public async Task No_more_is_read_ahead_than_memory_allows_and_at_least_one_sample_is()
    {
        var files = new FilesInMemory(Enumerable.Range(0, 100).Select(number => ($"{number:00}.bin", new string('x', 1000))));
        var set = SampleSet.Of(files, 1, Shuffle.None);
        await using var reader = Readers.Open(set, new() { Memory = new Bytes(1500) });

        for (var step = 1; step <= 20; step++)
        {
            (await reader.NextAsync(Cancellation))!.Dispose();
            Assert.InRange(files.Reads, step, step + 1);
        }
    }

    [Fact]
    public async Task A_sample_that_memory_cannot_hold_is_refused_by_name()
    {
        await using var reader = Readers.Open(SampleSet.Of(new FilesInMemory(("a.txt", "1"), ("large.bin", new string('x', 2000))), 1, Shuffle.None), new() { Memory = new Bytes(1500) });

        Assert.Equal("a", (await reader.NextAsync(Cancellation))!.Key);
        var refusal = await Assert.ThrowsAsync<ProblemException>(async () => await reader.NextAsync(Cancellation));

        Assert.Equal("datasets/sample-too-large", refusal.Problem.Code);
        Assert.Contains("'large'", refusal.Problem.Detail);
    }

    [Fact]
    public async Task A_failed_read_skips_nothing()
    {
        var isBroken = true;
        var files = FilesInMemory.Numbered(200);
        files.Before = file => isBroken && file == 150 ? throw new IOException("gone") : Task.CompletedTask;
        var set = SampleSet.Of(files, 1, Shuffle.Full);
        await using var reader = Readers.Open(set, new() { Until = 200 });
        var read = new List<long>();

        for (var attempt = 0; attempt < 3; attempt++)
            await Assert.ThrowsAsync<IOException>(async () => { while (await reader.NextAsync(Cancellation) is { } sample) read.Add(sample.Position); });
        isBroken = false;
        read.AddRange((await Readers.ReadAsync(set, new() { From = reader.Position, Until = 200 })).Select(sample => sample.Position));

        Assert.Equal(Enumerable.Range(0, 200).Select(position => (long)position), read);
    }

    [Fact]
    public async Task A_sample_keeps_its_bytes_until_it_is_disposed()
    {
        var set = SampleSet.Of(FilesInMemory.Numbered(500), 1, Shuffle.Full);
        await using var reader = Readers.Open(set, new() { Until = 1500 });
        var kept = new List<(Sample Sample, string Text)>();

        for (var step = 0; await reader.NextAsync(Cancellation) is { } sample; step++)
        {
            if (step % 97 == 0) kept.Add((sample, Readers.TextOf(sample)));
            else sample.Dispose();
        }

        Assert.All(kept, one => Assert.Equal(one.Text, Readers.TextOf(one.Sample)));
    }

    [Fact]
    public async Task A_reader_that_is_closed_lets_no_read_go_on()
    {
        var never = new TaskCompletionSource();
        var files = FilesInMemory.Numbered(500);
        files.Before = _ => never.Task;
        var reader = Readers.Open(SampleSet.Of(files, 1, Shuffle.Full), new());
        using var patience = new CancellationTokenSource();
        var next = reader.NextAsync(patience.Token).AsTask();

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        await reader.DisposeAsync();

        var reads = files.Reads;
        never.SetResult();
        Assert.Equal(reads, files.Reads);
    }

    [Fact]
    public void There_is_nothing_to_read_in_an_empty_dataset() =>
        Assert.Equal("datasets/no-samples", Assert.Throws<ProblemException>(() => SampleSet.Of(new FilesInMemory(), 1, Shuffle.Default)).Problem.Code);
}
