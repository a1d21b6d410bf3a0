using Athanor.Conformance;
using Athanor.Datasets.Loading.Ordering;
using Athanor.Datasets.Loading.Shards;
using Athanor.Datasets.Loading.Sources;

namespace Athanor.Datasets.Loading;

public sealed class ReadAheadTests : IDisposable
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Samples_that_lie_side_by_side_are_one_read()
    {
        var files = FilesInMemory.Numbered(256);
        using var shards = await PackAsync(files, samplesEach: 1000);
        var counted = new CountedReads(shards);

        var read = await Readers.ReadAsync(SampleSet.Of(counted, 1, Shuffle.None), new() { Until = 256 });

        Assert.Equal(await Readers.ReadAsync(SampleSet.Of(files, 1, Shuffle.None), new() { Until = 256 }), read);
        Assert.Equal(256 / 64, counted.Runs.Count);
        Assert.All(counted.Runs, run => Assert.Equal(128, run));
    }

    [Fact]
    public async Task No_read_goes_from_one_shard_into_the_next()
    {
        using var shards = await PackAsync(FilesInMemory.Numbered(64), samplesEach: 16);
        var counted = new CountedReads(shards);

        await Readers.ReadAsync(SampleSet.Of(counted, 1, Shuffle.None), new() { Until = 64 });

        Assert.Equal([32, 32, 32, 32], counted.Runs);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Whatever_is_read_together_each_sample_has_its_own_bytes(int readers)
    {
        // Files without bytes lie where the next one begins.
        var files = new FilesInMemory(Enumerable.Range(0, 500).SelectMany(number => new[] { ($"{number:000}.a", number % 3 == 0 ? "" : $"{number}"), ($"{number:000}.b", new string('x', number * 11 % 3000)) }));
        using var shards = await PackAsync(files, samplesEach: 120);
        foreach (var shuffle in new[] { Shuffle.None, Shuffle.Default, Shuffle.Full, new Shuffle(8, 4) })
        {
            for (var rank = 0; rank < readers; rank++)
            {
                var share = new WorkerShare(rank, readers);
                Assert.Equal(await Readers.ReadAsync(SampleSet.Of(files, 5, shuffle), new() { Share = share, Until = 1000 }), await Readers.ReadAsync(SampleSet.Of(shards, 5, shuffle), new() { Share = share, Until = 1000 }));
            }
        }
    }

    [Fact]
    public async Task The_stock_is_there_before_it_is_asked_for_and_ends_somewhere()
    {
        var files = FilesInMemory.Numbered(64 * 1000);
        await using var reader = Readers.Open(SampleSet.Of(files, 1, Shuffle.None), new());

        (await reader.NextAsync(Cancellation))!.Dispose();

        // Sixteen stretches of sixty-four samples, two files each; it may be that the consumer had his before the stock was full.
        const int Stock = 16 * 64 * 2;
        await Eventually.HoldsAsync(() => Task.FromResult(files.Reads >= Stock), "the stock is full");
        Assert.InRange(files.Reads, Stock, Stock + (64 * 2));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<ShardFolder> PackAsync(FilesInMemory files, int samplesEach)
    {
        await ShardPacking.PackAsync(files, _folder.File("shards"), new() { MaximumSamples = samplesEach }, Cancellation);
        return ShardFolder.Open(_folder.File("shards"));
    }

    private sealed class CountedReads(ShardFolder shards) : ISampleSource
    {
        private readonly Lock _lock = new();

        /// <summary>How many files each read had.</summary>
        public List<int> Runs { get; } = [];

        public int Count => shards.Count;

        public SourceFile this[int file] => shards[file];

        public FilePlace PlaceOf(int file) => shards.PlaceOf(file);

        public ValueTask ReadAsync(int file, long offset, Memory<byte> buffer, CancellationToken cancellation) => throw new InvalidOperationException("Files are read in runs.");

        public ValueTask ReadRunAsync(ReadOnlyMemory<int> files, Memory<byte> buffer, CancellationToken cancellation)
        {
            lock (_lock) Runs.Add(files.Length);
            return shards.ReadRunAsync(files, buffer, cancellation);
        }
    }
}
