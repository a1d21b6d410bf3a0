using System.Collections.Concurrent;

namespace Athanor.Objects.Blobs.Local.Disk;

/// <summary>
/// Threads that wait for the disk. The pool's own would be blocked by it, and it replaces a blocked one only twice a second: a few
/// uploads in their fsync would stop the whole server.
/// </summary>
internal sealed class DiskThreads(int maximum, DiskFaults faults) : IDisposable
{
    private readonly BlockingCollection<Action> _waiting = [];
    private readonly List<Thread> _threads = [];
    private int _unfinished;

    public Task RunAsync(Action work) => RunAsync(() =>
    {
        work();
        return true;
    });

    public Task<T> RunAsync<T>(Func<T> work)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.Increment(ref _unfinished) > _threads.Count) StartOneMore();
        _waiting.Add(() => Answer(work, answer));
        return answer.Task;
    }

    /// <summary>Finishes what waits, then ends.</summary>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        foreach (var thread in _threads) thread.Join();
        _waiting.Dispose();
    }

    private void Answer<T>(Func<T> work, TaskCompletionSource<T> answer)
    {
        try
        {
            var result = work();
            Interlocked.Decrement(ref _unfinished);
            answer.SetResult(result);
        }
        catch (Exception failure)
        {
            Interlocked.Decrement(ref _unfinished);
            answer.SetException(faults.Explain(failure));
        }
    }

    private void StartOneMore()
    {
        lock (_threads)
        {
            if (_threads.Count >= maximum) return;
            var thread = new Thread(Run) { IsBackground = true, Name = "disk" };
            thread.Start();
            _threads.Add(thread);
        }
    }

    private void Run()
    {
        foreach (var work in _waiting.GetConsumingEnumerable()) work();
    }
}
