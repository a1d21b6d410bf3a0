using Athanor.Training.Checkpoints.Storage;

namespace Athanor.Training.Checkpoints;

/// <summary>A store that may be held up, or fail.</summary>
internal sealed class ScriptedStore(ICheckpointStore store) : ICheckpointStore
{
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsHeld { get; init; }

    public string? Failure { get; set; }

    public Task Began => _began.Task;

    public void LetGo() => _release.TrySetResult();

    public Task<IReadOnlyList<StoredFile>> ListAsync(CancellationToken cancellation) => store.ListAsync(cancellation);

    public Task<long?> FindSizeAsync(CheckpointName checkpoint, string file, CancellationToken cancellation) => store.FindSizeAsync(checkpoint, file, cancellation);

    public async Task WriteAsync(CheckpointName checkpoint, string file, Func<Stream, CancellationToken, Task> content, CancellationToken cancellation)
    {
        _began.TrySetResult();
        if (IsHeld) await _release.Task.WaitAsync(cancellation);
        if (Failure is not null) throw new IOException(Failure);
        await store.WriteAsync(checkpoint, file, content, cancellation);
    }

    public Task ReadAsync(CheckpointName checkpoint, string file, long offset, Memory<byte> target, CancellationToken cancellation) => store.ReadAsync(checkpoint, file, offset, target, cancellation);

    public Task DeleteAsync(CheckpointName checkpoint, CancellationToken cancellation) => store.DeleteAsync(checkpoint, cancellation);
}
