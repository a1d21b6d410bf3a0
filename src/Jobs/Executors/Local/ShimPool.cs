using System.Collections.Concurrent;
using Athanor.Jobs.Replicas;

namespace Athanor.Jobs.Executors.Local;

/// <summary>
/// Shims that wait for work. One that has run a replica takes the next, so that a short job does not pay for the start of a process of ours;
/// each runs one replica at a time, and dies alone.
/// </summary>
internal sealed class ShimPool(IReadOnlyList<string> command, int mostIdle, TimeProvider clock) : IAsyncDisposable
{
    private readonly ConcurrentStack<ShimProcess> _idle = new();
    private readonly ConcurrentDictionary<ShimProcess, byte> _busy = new();
    private volatile bool _isClosed;

    /// <summary>Hands the replica to a shim. Done when that shim has ended it or is gone, which only the replica's folder tells apart.</summary>
    public Task Hand(ReplicaFolder folder)
    {
        while (_idle.TryPop(out var warm))
        {
            if (warm.TryHand(folder.Path, out var handed)) return FollowAsync(warm, handed);
            warm.Dispose();
        }
        var shim = ShimProcess.Start(command);
        return shim.TryHand(folder.Path, out var ended) ? FollowAsync(shim, ended) : throw new IOException("A shim could not be started.");
    }

    /// <summary>Has some shims ready before anybody asks.</summary>
    public void Warm(int count)
    {
        for (var index = 0; index < count; index++) _idle.Push(ShimProcess.Start(command));
    }

    // Closing its input is all it takes: a shim that has work goes on without us and ends after it.
    public ValueTask DisposeAsync()
    {
        _isClosed = true;
        while (_idle.TryPop(out var shim)) shim.Dispose();
        foreach (var shim in _busy.Keys) shim.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task FollowAsync(ShimProcess shim, Task<bool> ended)
    {
        _busy.TryAdd(shim, 0);
        var isAlive = await ended;
        _busy.TryRemove(shim, out _);
        if (!isAlive || _isClosed || _idle.Count >= mostIdle) shim.Dispose();
        else Return(shim);
    }

    private void Return(ShimProcess shim)
    {
        shim.IdleSince = clock.GetTimestamp();
        _idle.Push(shim);
        if (_isClosed && _idle.TryPop(out var late)) late.Dispose();
    }
}
