namespace Athanor.Jobs.Replicas.Native;

/// <summary>
/// Tells that a file in some folders changed, at once where the kernel can see it. Changes made on another machine to a shared file system are not seen, so whoever waits looks again after a while anyhow.
/// </summary>
internal sealed class FolderEvents : IDisposable
{
    private readonly Func<string, bool> _matters;
    private readonly List<int> _watches = [];
    private readonly List<string> _missing;
    private TaskCompletionSource _change = New();

    public FolderEvents(Func<string, bool> matters, params ReadOnlySpan<string> folders)
    {
        _matters = matters;
        _missing = [.. folders];
        WatchWhatCame();
    }

    /// <summary>Completes with the next change. To miss none, take it before looking at the folder.</summary>
    public Task Change => Volatile.Read(ref _change).Task;

    /// <summary>Watches the folders that were not there before.</summary>
    public void WatchWhatCame() => _missing.RemoveAll(folder =>
    {
        if (FolderWatcher.Shared.Add(folder, this) is not { } watch) return false;
        _watches.Add(watch);
        return true;
    });

    /// <summary>Waits for that change, but not for longer than so long.</summary>
    public static async Task WaitAsync(Task change, TimeSpan atMost, TimeProvider clock, CancellationToken cancellation)
    {
        await change.WaitAsync(atMost, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        foreach (var watch in _watches) FolderWatcher.Shared.Remove(watch, this);
    }

    /// <summary>Called by the watcher with the name of a file that changed; with null when it missed some.</summary>
    internal void Tell(string? name)
    {
        if (name is null || _matters(name)) Tell();
    }

    private void Tell() => Interlocked.Exchange(ref _change, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
