using Athanor.Objects.Model;

namespace Athanor.Objects.Blobs;

/// <summary>An object whose blobs stay on disk until this is disposed.</summary>
internal sealed record HeldObject(StoredObject Object, IDisposable Holding, BlobRemover Remover) : IDisposable
{
    public void Dispose()
    {
        Holding.Dispose();
        Remover.Release();
    }
}
