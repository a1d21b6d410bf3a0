namespace Athanor.Benchmarks.Harness;

/// <summary>Callers that do one thing again and again for a while, at once; answers how often per second all of them together got it done.</summary>
internal sealed class Load(int callers, TimeSpan window, TimeProvider clock)
{
    public async Task<double> RunAsync(Func<int, Task> act)
    {
        var done = new long[callers];
        var start = clock.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (; clock.GetElapsedTime(start) < window; done[caller]++) await act(caller);
        })));
        return done.Sum() / clock.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>For what blocks its thread: each caller has one of its own.</summary>
    public Task<double> RunOnThreadsAsync(Action<int> act) => Task.Run(() =>
    {
        var done = new long[callers];
        var start = clock.GetTimestamp();
        var threads = Enumerable.Range(0, callers).Select(caller => new Thread(() =>
        {
            for (; clock.GetElapsedTime(start) < window; done[caller]++) act(caller);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return done.Sum() / clock.GetElapsedTime(start).TotalSeconds;
    });
}
