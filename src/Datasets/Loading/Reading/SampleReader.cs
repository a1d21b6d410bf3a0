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
    private readonly StretchPlan _plan;
    private readonly PrefetchDepth _depth;
    private readonly WaitWatch _watch;
    private readonly long _memory;
    private readonly CancellationTokenSource _end = new();
    private readonly Queue<StretchLoad> _ahead = new();
    private IReadOnlyList<Sample> _ready = [];
    private Stretch? _planned;
    private int _taken;
    private long _bytesAhead;

    internal SampleReader(SampleSet set, ReaderOptions options, TimeProvider clock, LoaderMetrics metrics, ILogger logger, Func<bool> isMemoryShort)
    {
        (_clock, _metrics, _logger) = (clock, metrics, logger);
        _plan = new(set, options);
        _depth = new(clock, isMemoryShort);
        _watch = new(clock, options.StarvingWindow, options.StarvingShare);
        _memory = options.Memory.Value;
        Position = options.From;
    }

    /// <summary>Where to resume: just behind the last sample that was handed out.</summary>
    public long Position { get; private set; }

    /// <summary>The share of its time that the consumer lately spent waiting.</summary>
    public double WaitShare => _watch.Share;

    /// <summary>Whether that share is above the limit: the data is slower than the work.</summary>
    public bool IsStarving => _watch.IsStarving;

    /// <summary>The next sample, which the caller disposes; null behind the last. A failure stays: a new reader at the position tries again.</summary>
    public async ValueTask<Sample?> NextAsync(CancellationToken cancellation)
    {
        var wait = TimeSpan.Zero;
        if (_taken == _ready.Count)
        {
            ReadAhead();
            if (_ahead.Count == 0) return null;
            wait = await TakeStretchAsync(cancellation);
        }
        return Hand(_ready[_taken++], wait);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        foreach (var load in _ahead) await ((Task)load.Loaded).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private Sample Hand(Sample sample, TimeSpan wait)
    {
        _metrics.Waited(wait);
        Position = sample.Next;
        return sample;
    }

    private async ValueTask<TimeSpan> TakeStretchAsync(CancellationToken cancellation)
    {
        var load = _ahead.Peek();
        var (asked, hasToWait) = (_clock.GetTimestamp(), !load.Loaded.IsCompleted);
        if (hasToWait) await load.RunAsync(_end.Token).WaitAsync(cancellation);
        _ready = await load.Loaded.WaitAsync(cancellation);
        var wait = hasToWait ? _clock.GetElapsedTime(asked) : TimeSpan.Zero;

        _ahead.Dequeue();
        _taken = 0;
        _bytesAhead -= load.Bytes;
        _metrics.Took(load.Bytes);
        _depth.Adapt(hasToWait, load.Bytes);
        if (_watch.Record(wait)) LogStarving(_watch.Share);
        return wait;
    }

    // At least one stretch is always on its way, however large; more of them as far as memory goes.
    private void ReadAhead()
    {
        while (_ahead.Count < _depth.Value && (_planned ??= _plan.Take()) is { } stretch && (_ahead.Count == 0 || _bytesAhead + stretch.Bytes <= _memory))
        {
            var load = new StretchLoad(stretch);
            _ahead.Enqueue(load);
            _ = Task.Run(() => load.RunAsync(_end.Token));
            _bytesAhead += stretch.Bytes;
            _planned = null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Who takes samples waits for them {Share:P0} of its time. More memory for reading ahead, faster storage or smaller samples help.")]
    private partial void LogStarving(double share);
}
