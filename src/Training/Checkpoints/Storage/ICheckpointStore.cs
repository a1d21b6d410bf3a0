namespace Athanor.Training.Checkpoints.Storage;

/// <summary>Where checkpoints lie: each a handful of files under a name. A file is there whole or not at all, and stays once its writing has returned.</summary>
public interface ICheckpointStore
{
    /// <summary>All files of all checkpoints.</summary>
    Task<IReadOnlyList<StoredFile>> ListAsync(CancellationToken cancellation);

    /// <summary>Null where there is no such file.</summary>
    Task<long?> FindSizeAsync(CheckpointName checkpoint, string file, CancellationToken cancellation);

    /// <summary>Replaces a file of the same name.</summary>
    Task WriteAsync(CheckpointName checkpoint, string file, Func<Stream, CancellationToken, Task> content, CancellationToken cancellation);

    /// <summary>Fills the target, or fails with an <see cref="IOException"/> where the file is missing or shorter.</summary>
    Task ReadAsync(CheckpointName checkpoint, string file, long offset, Memory<byte> target, CancellationToken cancellation);

    /// <summary>The manifest first: what is interrupted leaves nothing that looks whole.</summary>
    Task DeleteAsync(CheckpointName checkpoint, CancellationToken cancellation);
}
