namespace Athanor.Objects.Blobs;

/// <summary>
/// A blob that is on disk while no row names it yet. Holding it keeps the sweeper away; disposing it lets go, whether the commit
/// came or not. Nothing is deleted then: a commit whose outcome is unknown may have named it.
/// </summary>
public sealed class PendingBlob(BlobReference reference, Action release) : IDisposable
{
    private Action? _release = release;

    public BlobReference Reference { get; } = reference;

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
