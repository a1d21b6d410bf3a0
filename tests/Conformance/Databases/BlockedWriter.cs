using Athanor.Foundation.Databases;

namespace Athanor.Conformance.Databases;

/// <summary>A change that holds the writer until the test lets it go, so that what is written meanwhile shares one group.</summary>
internal sealed class BlockedWriter : IDisposable
{
    private readonly ManualResetEventSlim _release = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BlockedWriter()
    {
    }

    public Task Change { get; private set; } = Task.CompletedTask;

    public static async Task<BlockedWriter> StartAsync(IDatabase database, CancellationToken cancellation)
    {
        var blocked = new BlockedWriter();
        blocked.Change = database.WriteAsync(
            session =>
            {
                session.Execute($"INSERT INTO things (name) VALUES ('blocked')");
                blocked._started.TrySetResult();
                blocked._release.Wait(cancellation);
            },
            cancellation);
        await blocked._started.Task;
        return blocked;
    }

    public void Release() => _release.Set();

    public void Dispose()
    {
        Release();
        Change.ContinueWith(_ => _release.Dispose(), TaskScheduler.Default);
    }
}
