using System.Diagnostics;
using Athanor.Conformance;
using Athanor.Datasets.Loading.Ordering;
using Athanor.Datasets.Loading.Reading;
using Athanor.Datasets.Loading.Shards;
using Athanor.Datasets.Loading.Sources;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Loading;

public sealed class MappedShardTests : IDisposable
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_sample_outlives_its_reader_and_its_folder()
    {
        var shards = await PackAsync(FilesInMemory.Numbered(300));
        var reader = Readers.Open(SampleSet.Of(shards, 1, Shuffle.Default), new());
        var sample = (await reader.NextAsync(Cancellation))!;
        var text = Readers.TextOf(sample);

        shards.Dispose();
        await reader.DisposeAsync();
        Assert.Equal(text, Readers.TextOf(sample));

        sample.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Readers.TextOf(sample));
    }

    [Theory]
    [InlineData("samples reader folder")]
    [InlineData("samples folder reader")]
    [InlineData("reader samples folder")]
    [InlineData("reader folder samples")]
    [InlineData("folder samples reader")]
    [InlineData("folder reader samples")]
    public async Task In_whichever_order_all_is_given_back_memory_goes_with_the_last(string order)
    {
        var shards = await PackAsync(FilesInMemory.Numbered(2000));
        var reader = Readers.Open(SampleSet.Of(shards, 1, Shuffle.Full), new() { Until = 2000 });
        var samples = new List<Sample>();
        for (var taken = 0; taken < 300; taken++) samples.Add((await reader.NextAsync(Cancellation))!);

        foreach (var one in order.Split(' '))
        {
            Assert.Contains(".cls=x", Readers.TextOf(samples[^1]));
            if (one == "samples") samples.ForEach(sample => sample.Dispose());
            else if (one == "reader") await reader.DisposeAsync();
            else shards.Dispose();
        }

        Assert.Throws<ObjectDisposedException>(() => Readers.TextOf(samples[^1]));
    }

    [Fact]
    public async Task A_reader_whose_folder_is_gone_hands_out_what_it_has_and_then_fails()
    {
        var shards = await PackAsync(FilesInMemory.Numbered(1000));
        await using var reader = Readers.Open(SampleSet.Of(shards, 1, Shuffle.Full), new() { Memory = new(2000) });
        (await reader.NextAsync(Cancellation))!.Dispose();

        shards.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
        {
            while (await reader.NextAsync(Cancellation) is { } sample)
            {
                using (sample) Assert.Contains(".cls=x", Readers.TextOf(sample));
            }
        });
    }

    [Fact]
    public async Task A_shard_that_is_cut_short_between_two_stretches_fails_the_second()
    {
        using var shards = await PackAsync(FilesInMemory.Numbered(200));
        var plan = new StretchPlan(SampleSet.Of(shards, 1, Shuffle.None), new() { Memory = new(200), Until = 200 });
        using (await plan.Take()!.LoadAsync(Cancellation))
        {
        }

        using var truncate = Process.Start("truncate", ["--size=512", _folder.File("shards/shard-000000.tar")]);
        await truncate.WaitForExitAsync(Cancellation);
        var refusal = await Assert.ThrowsAsync<ProblemException>(async () => await plan.Take()!.LoadAsync(Cancellation));

        Assert.Equal("datasets/damaged-shard", refusal.Problem.Code);
        Assert.Contains("cut short", refusal.Problem.Detail);
    }

    [Fact]
    public async Task Mapped_and_read_bytes_are_the_same()
    {
        using var shards = await PackAsync(new(Enumerable.Range(0, 400).SelectMany(number => new[] { ($"{number:000}.a", number % 3 == 0 ? "" : $"{number}"), ($"{number:000}.b", new string('x', number * 97 % 30_000)) })));
        foreach (var shuffle in new[] { Shuffle.None, Shuffle.Default, Shuffle.Full })
        {
            var options = new ReaderOptions { Until = 800 };
            Assert.Equal(await Readers.ReadAsync(SampleSet.Of(new NotMapped(shards), 5, shuffle), options), await Readers.ReadAsync(SampleSet.Of(shards, 5, shuffle), options));
        }
    }

    [Fact]
    public async Task What_is_mapped_and_what_is_not_are_mixed()
    {
        var files = new FilesInMemory(("a.txt", "1"), ("b.txt", "2"));
        using var shards = await PackAsync(new(("c.txt", "3"), ("d.txt", "")));

        var read = await Readers.ReadAsync(SampleSet.Mix([(files, 1), (shards, 1)], 1, Shuffle.None), new() { Until = 4 });

        Assert.Equal(["a.txt=1", "c.txt=3", "b.txt=2", "d.txt="], read.Select(sample => sample.Text));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<ShardFolder> PackAsync(FilesInMemory files)
    {
        await ShardPacking.PackAsync(files, _folder.File("shards"), new(), Cancellation);
        return ShardFolder.Open(_folder.File("shards"));
    }

    private sealed class NotMapped(ShardFolder shards) : ISampleSource
    {
        public int Count => shards.Count;

        public SourceFile this[int file] => shards[file];

        public FilePlace PlaceOf(int file) => shards.PlaceOf(file);

        public ValueTask ReadAsync(int file, long offset, Memory<byte> buffer, CancellationToken cancellation) => shards.ReadAsync(file, offset, buffer, cancellation);

        public ValueTask ReadRunAsync(ReadOnlyMemory<int> files, Memory<byte> buffer, CancellationToken cancellation) => shards.ReadRunAsync(files, buffer, cancellation);
    }
}
