namespace Athanor.Datasets.Loading.Reading;

/// <summary>
/// Loads stretches before they are asked for, in order, as far as memory goes. Lanes do it: each loads one stretch after the other and ends
/// when the stock is full. They begin again when a fourth of it is used up, so that the consumer seldom pays for waking them, and there is
/// enough left meanwhile. One consumer at a time asks.
/// </summary>
internal sealed class ReadAhead(StretchPlan plan, PrefetchDepth depth, long memory) : IAsyncDisposable
{
    /// <summary>Stretches that lie ready, about sixteen mebibytes: much more would leave the processor's caches before it is consumed.</summary>
    private const int Stock = 16;

    // A load that never waits keeps a processor busy. One is left to the consumer, who would only wait longer if loads took it away.
    private static readonly int MostBusyLanes = Math.Max(1, Environment.ProcessorCount - 1);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Queue<StretchLoad> _ahead = new();
    private Stretch? _planned;
    private long _bytes;
    private int _lanes;
    private int _startBelow = Stock;
    private volatile bool _isBusy;
    private bool _hasEnded;

    /// <summary>The next stretch, which may still be loading; null behind the last. It stays the next until it is taken.</summary>
    public StretchLoad? Peek()
    {
        StretchLoad load;
        lock (_lock)
        {
            if (_ahead.TryPeek(out var head)) return head;
            if (Plan() is null) return null;
            load = Enqueue();
            StartLane();
        }
        // Lanes go on behind it. Not on the consumer's thread, who would not see that he waits.
        _ = Task.Run(() => RunAsync(load));
        return load;
    }

    public void Take()
    {
        lock (_lock)
        {
            _bytes -= _ahead.Dequeue().Bytes;
            if (_ahead.Count < _startBelow) StartLane();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        StretchLoad[] loads;
        lock (_lock) (_hasEnded, loads) = (true, [.. _ahead]);
        foreach (var load in loads) await ((Task)load.Loaded).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private int MostLanes => _isBusy ? Math.Min(depth.Value, MostBusyLanes) : depth.Value;

    private int MostStretches => Math.Max(Stock, 2 * depth.Value);

    private void StartLane()
    {
        if (_hasEnded || _lanes >= MostLanes || !HasRoom()) return;
        _lanes++;
        _ = Task.Run(RunLaneAsync);
    }

    // What a plan throws ends the lane, and meets the consumer, who plans by himself where nothing is ready.
    private async Task RunLaneAsync()
    {
        try
        {
            while (Next() is { } load) await RunAsync(load);
        }
        finally
        {
            lock (_lock) (_lanes, _startBelow) = (_lanes - 1, Math.Max(1, _ahead.Count * 3 / 4));
        }
    }

    private async Task RunAsync(StretchLoad load)
    {
        var loading = load.RunAsync(_end.Token);
        _isBusy = loading.IsCompleted;
        await loading;
    }

    private StretchLoad? Next()
    {
        lock (_lock)
        {
            if (_hasEnded || _lanes > MostLanes || !HasRoom()) return null;
            var load = Enqueue();
            StartLane();
            return load;
        }
    }

    // At least one stretch is always on its way, however large.
    private bool HasRoom() => _ahead.Count < MostStretches && Plan() is { } stretch && (_ahead.Count == 0 || _bytes + stretch.Bytes <= memory);

    private Stretch? Plan() => _planned ??= plan.Take();

    private StretchLoad Enqueue()
    {
        var load = new StretchLoad(_planned!);
        _planned = null;
        _bytes += load.Bytes;
        _ahead.Enqueue(load);
        return load;
    }
}
