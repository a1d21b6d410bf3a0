using Microsoft.Extensions.Logging;

namespace Athanor.Datasets.Loading.Reading;

/// <summary>
/// Hands out samples in order and reads ahead of its consumer. Where it is, is one integer: a reader of the same samples that begins at
/// <see cref="Position"/> goes on exactly there. One consumer at a time asks it.
/// </summary>
public sealed partial class SampleReader : IAsyncDisposable
{
    private readonly TimeProvider _clock;
    private readonly LoaderMetrics _metrics;
    private readonly ILogger _logger;
    private readonly PrefetchDepth _depth;
    private readonly ReadAhead _ahead;
    private readonly WaitWatch _watch;
    private readonly long _from;
    private LoadedStretch _ready = LoadedStretch.None;

    internal SampleReader(SampleSet set, ReaderOptions options, TimeProvider clock, LoaderMetrics metrics, ILogger logger, Func<bool> isMemoryShort)
    {
        (_clock, _metrics, _logger) = (clock, metrics, logger);
        _depth = new(clock, isMemoryShort);
        _ahead = new(new(set, options), _depth, set.StretchSize.Stock, options.Memory.Value, clock);
        _watch = new(clock, options.StarvingWindow, options.StarvingShare);
        _from = options.From;
    }

    /// <summary>Where to resume: just behind the last sample that was handed out.</summary>
    public long Position => _ready.Position ?? _from;

    /// <summary>The share of its time that the consumer lately spent waiting.</summary>
    public double WaitShare => _watch.Share;

    /// <summary>Whether that share is above the limit: the data is slower than the work.</summary>
    public bool IsStarving => _watch.IsStarving;

    /// <summary>The next sample, which the caller disposes; null behind the last. A failure stays: a new reader at the position tries again.</summary>
    public ValueTask<Sample?> NextAsync(CancellationToken cancellation) => _ready.Take() is { } sample ? new(sample) : NextOfStretchAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        _metrics.DidNotWait(_ready.Taken - 1);
        _ready.Dispose();
        await _ahead.DisposeAsync();
    }

    private ValueTask<Sample?> NextOfStretchAsync(CancellationToken cancellation) =>
        _ahead.TryTake() is { } load ? new(Begin(load, TimeSpan.Zero, hadToWait: false)) : WaitAsync(cancellation);

    private async ValueTask<Sample?> WaitAsync(CancellationToken cancellation)
    {
        if (_ahead.Peek() is not { } load) return null;
        var (asked, hasToWait) = (_clock.GetTimestamp(), !load.Loaded.IsCompleted);
        await load.Loaded.WaitAsync(cancellation);
        _ahead.Take();
        return Begin(load, hasToWait ? _clock.GetElapsedTime(asked) : TimeSpan.Zero, hasToWait);
    }

    private Sample? Begin(StretchLoad load, TimeSpan wait, bool hadToWait)
    {
        Record(wait, hadToWait, load.Bytes);

        // Who asks for the position meanwhile finds that of the last sample or of this one.
        var loaded = load.Loaded.Result;
        var sample = loaded.Take();
        _ready = loaded;
        return sample;
    }

    // What was ready is counted with the stretch that follows: one by one, it would be half of what a sample costs.
    private void Record(TimeSpan wait, bool hadToWait, long bytes)
    {
        _metrics.DidNotWait(_ready.Taken - 1);
        _metrics.Waited(wait);
        _metrics.Took(bytes);
        _depth.Adapt(hadToWait, bytes);
        if (_watch.Record(wait)) LogStarving(_watch.Share);
    }

    [LoggerMessage(LogLevel.Warning, "Who takes samples waits for them {Share:P0} of its time. More memory for reading ahead, faster storage or smaller samples help.")]
    private partial void LogStarving(double share);
}
