using System.Collections.Concurrent;
using Athanor.Jobs.Replicas;

namespace Athanor.Jobs.Executors.Local;

/// <summary>
/// Shims that wait for work. One that has run a replica takes the next, so that a short job does not pay for the start of a process of ours;
/// each runs one replica at a time, and dies alone. Who has waited for a while in vain is let go.
/// </summary>
internal sealed class ShimPool : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<ShimProcess> _idle = [];
    private readonly ConcurrentDictionary<ShimProcess, byte> _busy = new();
    private readonly IReadOnlyList<string> _command;
    private readonly int _mostIdle;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private bool _isClosed;

    public ShimPool(IReadOnlyList<string> command, int mostIdle, TimeProvider clock)
    {
        (_command, _mostIdle, _clock) = (command, mostIdle, clock);
        _timer = clock.CreateTimer(_ => LetGo(), null, Patience, Patience);
    }

    /// <summary>Hands the replica to a shim. Done when that shim has ended it or is gone, which only the replica's folder tells apart.</summary>
    public Task Hand(ReplicaFolder folder)
    {
        while (TakeIdle() is { } warm)
        {
            if (warm.TryHand(folder.Path, out var handed)) return FollowAsync(warm, handed);
            warm.Dispose();
        }
        var shim = ShimProcess.Start(_command);
        return shim.TryHand(folder.Path, out var ended) ? FollowAsync(shim, ended) : throw new IOException("A shim could not be started.");
    }

    // Closing its input is all it takes: a shim that has work goes on without us and ends after it.
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        lock (_lock) _isClosed = true;
        while (TakeIdle() is { } shim) shim.Dispose();
        foreach (var shim in _busy.Keys) shim.Dispose();
    }

    private async Task FollowAsync(ShimProcess shim, Task<bool> ended)
    {
        _busy.TryAdd(shim, 0);
        var isAlive = await ended;
        _busy.TryRemove(shim, out _);
        if (!isAlive || !TryReturn(shim)) shim.Dispose();
    }

    // The one that worked last, whose memory is still in the caches; the others get old and go.
    private ShimProcess? TakeIdle()
    {
        lock (_lock)
        {
            if (_idle.Count == 0) return null;
            var shim = _idle[^1];
            _idle.RemoveAt(_idle.Count - 1);
            return shim;
        }
    }

    private bool TryReturn(ShimProcess shim)
    {
        lock (_lock)
        {
            if (_isClosed || _idle.Count >= _mostIdle) return false;
            shim.IdleSince = _clock.GetTimestamp();
            _idle.Add(shim);
            return true;
        }
    }

    private void LetGo()
    {
        List<ShimProcess> old;
        lock (_lock)
        {
            old = _idle.FindAll(shim => _clock.GetElapsedTime(shim.IdleSince) >= Patience);
            _idle.RemoveAll(old.Contains);
        }
        foreach (var shim in old) shim.Dispose();
    }
}
