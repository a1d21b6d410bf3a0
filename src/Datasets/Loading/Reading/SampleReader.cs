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
    private Sample[] _ready = [];
    private int _taken;

    internal SampleReader(SampleSet set, ReaderOptions options, TimeProvider clock, LoaderMetrics metrics, ILogger logger, Func<bool> isMemoryShort)
    {
        (_clock, _metrics, _logger) = (clock, metrics, logger);
        _depth = new(clock, isMemoryShort);
        _ahead = new(new(set, options), _depth, options.Memory.Value);
        _watch = new(clock, options.StarvingWindow, options.StarvingShare);
        Position = options.From;
    }

    /// <summary>Where to resume: just behind the last sample that was handed out.</summary>
    public long Position { get; private set; }

    /// <summary>The share of its time that the consumer lately spent waiting.</summary>
    public double WaitShare => _watch.Share;

    /// <summary>Whether that share is above the limit: the data is slower than the work.</summary>
    public bool IsStarving => _watch.IsStarving;

    /// <summary>The next sample, which the caller disposes; null behind the last. A failure stays: a new reader at the position tries again.</summary>
    public ValueTask<Sample?> NextAsync(CancellationToken cancellation) => _taken < _ready.Length ? new(Hand(TimeSpan.Zero)) : NextOfStretchAsync(cancellation);

    public ValueTask DisposeAsync() => _ahead.DisposeAsync();

    private async ValueTask<Sample?> NextOfStretchAsync(CancellationToken cancellation)
    {
        if (_ahead.Peek() is not { } load) return null;
        return Hand(await TakeAsync(load, cancellation));
    }

    private Sample Hand(TimeSpan wait)
    {
        var sample = _ready[_taken];
        // A reader holds on to nothing that it handed out.
        _ready[_taken++] = null!;
        _metrics.Waited(wait);
        Position = sample.Next;
        return sample;
    }

    private async ValueTask<TimeSpan> TakeAsync(StretchLoad load, CancellationToken cancellation)
    {
        var (asked, hasToWait) = (_clock.GetTimestamp(), !load.Loaded.IsCompleted);
        _ready = await load.Loaded.WaitAsync(cancellation);
        var wait = hasToWait ? _clock.GetElapsedTime(asked) : TimeSpan.Zero;

        _taken = 0;
        _ahead.Take();
        _metrics.Took(load.Bytes);
        _depth.Adapt(hasToWait, load.Bytes);
        if (_watch.Record(wait)) LogStarving(_watch.Share);
        return wait;
    }

    [LoggerMessage(LogLevel.Warning, "Who takes samples waits for them {Share:P0} of its time. More memory for reading ahead, faster storage or smaller samples help.")]
    private partial void LogStarving(double share);
}
