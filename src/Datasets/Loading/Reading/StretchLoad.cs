namespace Athanor.Datasets.Loading.Reading;

/// <summary>The loading of a stretch, done once by whoever comes first: a thread that reads ahead, or the consumer that needs it now.</summary>
internal sealed class StretchLoad(Stretch stretch)
{
    private readonly TaskCompletionSource<IReadOnlyList<Sample>> _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isTaken;

    public long Bytes => stretch.Bytes;

    public Task<IReadOnlyList<Sample>> Loaded => _loaded.Task;

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _isTaken, 1) == 1) return;
        try
        {
            _loaded.SetResult(await stretch.LoadAsync(cancellation));
        }
        catch (Exception failure)
        {
            _loaded.SetException(failure);
        }
    }
}
