namespace Athanor.Datasets.Loading.Reading;

/// <summary>
/// Loads stretches before they are asked for, in order, as far as memory goes. Lanes do it: each loads one stretch after the other and ends
/// when the stock is full. One begins again by the clock when about an eighth of it is used up, and the consumer wakes one only where that
/// came too late: waking takes him as long as some dozens of samples. One consumer at a time asks.
/// </summary>
internal sealed class ReadAhead : IAsyncDisposable
{
    // A load that never waits keeps a processor busy. One is left to the consumer, who would only wait longer if loads took it away.
    private static readonly int MostBusyLanes = Math.Max(1, Environment.ProcessorCount - 1);

    private readonly StretchPlan _plan;
    private readonly PrefetchDepth _depth;
    private readonly ConsumerPace _pace;
    private readonly int _stock;
    private readonly long _memory;

    // Lanes plan one after the other, and the consumer does not wait for them: he takes what is ready under the other lock, which nobody
    // holds for long.
    private readonly Lock _planning = new();
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Queue<StretchLoad> _ahead = new();
    private readonly ITimer _alarm;
    private Stretch? _planned;
    private long _bytes;
    private int _lanes;
    private int _startBelow;
    private volatile bool _isBusy;
    private volatile bool _isPlanned;
    private bool _hasEnded;

    public ReadAhead(StretchPlan plan, PrefetchDepth depth, int stock, long memory, TimeProvider clock)
    {
        (_plan, _depth, _pace, _stock, _memory, _startBelow) = (plan, depth, new(clock), stock, memory, stock);
        _alarm = clock.CreateTimer(_ => BeginAgain(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The next stretch if it is there.</summary>
    public StretchLoad? TryTake()
    {
        lock (_lock) return _ahead.TryPeek(out var head) && head.Loaded.IsCompletedSuccessfully ? TakeUnderLock() : null;
    }

    /// <summary>The next stretch, which may still be loading; null behind the last. It stays the next until it is taken.</summary>
    public StretchLoad? Peek()
    {
        if (Head() is { } ready) return ready;
        StretchLoad load;
        lock (_planning)
        {
            if (Head() is { } head) return head;
            if (Plan() is not { } stretch) return null;
            lock (_lock) load = EnqueueUnderLock(stretch);
        }
        // Lanes go on behind it. Not on the consumer's thread, who would not see that he waits.
        _ = Task.Run(() => RunAsync(load));
        lock (_lock) StartLaneUnderLock();
        return load;
    }

    public void Take()
    {
        lock (_lock) TakeUnderLock();
    }

    public async ValueTask DisposeAsync()
    {
        await _alarm.DisposeAsync();
        await _end.CancelAsync();
        StretchLoad[] loads;
        lock (_lock) (_hasEnded, loads) = (true, [.. _ahead]);
        foreach (var load in loads) await load.GiveBackAsync();
        _end.Dispose();
    }

    private int MostLanes => _isBusy ? Math.Min(_depth.Value, MostBusyLanes) : _depth.Value;

    private int MostStretches => Math.Max(_stock, 2 * _depth.Value);

    private StretchLoad? Head()
    {
        lock (_lock) return _ahead.TryPeek(out var head) ? head : null;
    }

    private StretchLoad TakeUnderLock()
    {
        var load = _ahead.Dequeue();
        _bytes -= load.Bytes;
        _pace.Took();
        if (_ahead.Count < _startBelow) StartLaneUnderLock();
        return load;
    }

    private void StartLaneUnderLock()
    {
        if (TryAddLaneUnderLock()) _ = Task.Run(RunLaneAsync);
    }

    private void BeginAgain()
    {
        lock (_lock)
        {
            if (!TryAddLaneUnderLock()) return;
        }
        _ = RunLaneAsync();
    }

    private bool TryAddLaneUnderLock()
    {
        if (_hasEnded || _isPlanned || _lanes >= MostLanes || _ahead.Count >= MostStretches) return false;
        _lanes++;
        return true;
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
            lock (_lock) EndLaneUnderLock();
        }
    }

    // Clocks ring some milliseconds late, so it rests only for a small part of what is there.
    private void EndLaneUnderLock()
    {
        _lanes--;
        var part = Math.Max(1, _ahead.Count / 8);
        var rest = _pace.TimeFor(part);
        _startBelow = rest is null ? Math.Max(1, _ahead.Count * 3 / 4) : part;
        if (rest is { } time && !_hasEnded) _alarm.Change(time, Timeout.InfiniteTimeSpan);
    }

    private async Task RunAsync(StretchLoad load)
    {
        var loading = load.RunAsync(_end.Token);
        _isBusy = loading.IsCompleted;
        await loading;
    }

    private StretchLoad? Next()
    {
        lock (_planning)
        {
            if (Plan() is not { } stretch) return null;
            lock (_lock)
            {
                if (_hasEnded || _lanes > MostLanes || !HasRoomUnderLock(stretch)) return null;
                var load = EnqueueUnderLock(stretch);
                StartLaneUnderLock();
                return load;
            }
        }
    }

    // At least one stretch is always on its way, however large.
    private bool HasRoomUnderLock(Stretch stretch) => _ahead.Count < MostStretches && (_ahead.Count == 0 || _bytes + stretch.Bytes <= _memory);

    private Stretch? Plan()
    {
        _planned ??= _plan.Take();
        _isPlanned = _planned is null;
        return _planned;
    }

    private StretchLoad EnqueueUnderLock(Stretch stretch)
    {
        var load = new StretchLoad(stretch);
        _planned = null;
        _bytes += load.Bytes;
        _ahead.Enqueue(load);
        return load;
    }
}
