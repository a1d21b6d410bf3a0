using Athanor.Objects.Blobs;

namespace Athanor.Conformance.Blobs;

/// <summary>A place where blobs live while the stores that open it come and go.</summary>
public abstract class BlobStoreHome : IAsyncDisposable
{
    /// <summary>Opens it, as a start of the program would; the store before must have been disposed.</summary>
    public abstract IBlobStore Open();

    public abstract ValueTask DisposeAsync();
}
