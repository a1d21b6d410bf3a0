namespace Athanor.Objects.Blobs.Local.Segments;

/// <summary>A record in the queue, with the caller who waits for the answer.</summary>
internal sealed class WaitingRecord(PackedRecord record, CancellationToken cancellation)
{
    private readonly TaskCompletionSource<PendingBlob> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PendingBlob? _pending;

    public PackedRecord Record { get; } = record;

    public Task<PendingBlob> Answer => _answer.Task;

    /// <summary>Who gave up before the record's turn came leaves nothing on disk.</summary>
    public bool IsGivenUp()
    {
        if (!cancellation.IsCancellationRequested) return false;
        _answer.SetCanceled(cancellation);
        return true;
    }

    public void Place(PendingBlob pending) => _pending = pending;

    public void Succeed() => _answer.SetResult(_pending!);

    public void Fail(Exception reason)
    {
        _pending?.Dispose();
        _answer.SetException(reason);
    }
}
