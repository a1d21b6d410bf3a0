using System.Collections.Concurrent;

namespace Athanor.Foundation.Databases;

/// <summary>Threads for questions that wait for the network. The pool's own would be blocked by them, and it replaces a blocked one only twice a second.</summary>
internal sealed class ReaderThreads(int maximum) : IDisposable
{
    private readonly BlockingCollection<Action> _questions = [];
    private readonly List<Thread> _threads = [];
    private int _unanswered;

    public Task<T> RunAsync<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.Increment(ref _unanswered) > _threads.Count) StartOneMore();
        _questions.Add(() => Answer(question, answer));
        return answer.Task;
    }

    /// <summary>Answers what waits, then ends.</summary>
    public void Dispose()
    {
        _questions.CompleteAdding();
        foreach (var thread in _threads) thread.Join();
        _questions.Dispose();
    }

    private void Answer<T>(Func<T> question, TaskCompletionSource<T> answer)
    {
        try
        {
            var result = question();
            Interlocked.Decrement(ref _unanswered);
            answer.SetResult(result);
        }
        catch (Exception failure)
        {
            Interlocked.Decrement(ref _unanswered);
            answer.SetException(failure);
        }
    }

    private void StartOneMore()
    {
        lock (_threads)
        {
            if (_threads.Count >= maximum) return;
            var thread = new Thread(Run) { IsBackground = true, Name = "database reader" };
            thread.Start();
            _threads.Add(thread);
        }
    }

    private void Run()
    {
        foreach (var answer in _questions.GetConsumingEnumerable()) answer();
    }
}
