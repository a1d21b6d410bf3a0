namespace Athanor.Datasets.Loading.Reading;

/// <summary>The loading of a stretch, and its samples once they are there.</summary>
internal sealed class StretchLoad(Stretch stretch)
{
    // Who waits goes on elsewhere: the thread that loads has the next stretch to load.
    private readonly TaskCompletionSource<LoadedStretch> _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Bytes => stretch.Bytes;

    public Task<LoadedStretch> Loaded => _loaded.Task;

    /// <summary>To be called once. What fails is the failure of <see cref="Loaded"/>.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            _loaded.SetResult(await stretch.LoadAsync(cancellation));
        }
        catch (Exception failure)
        {
            _loaded.SetException(failure);
        }
    }

    /// <summary>For what nobody will take.</summary>
    public async Task GiveBackAsync()
    {
        await ((Task)Loaded).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (Loaded.IsCompletedSuccessfully) Loaded.Result.Dispose();
    }
}
