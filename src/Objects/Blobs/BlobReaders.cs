namespace Athanor.Objects.Blobs;

/// <summary>Blobs that are being read one after the other, and so must stay until the last of them was: nobody removes them before.</summary>
internal sealed class BlobReaders
{
    private readonly Lock _lock = new();
    private readonly Dictionary<BlobReference, int> _readers = [];

    public bool AnyOf(BlobReference blob)
    {
        lock (_lock) return _readers.ContainsKey(blob);
    }

    /// <summary>Until it is disposed of, which tells <paramref name="released"/>.</summary>
    public IDisposable Hold(IReadOnlyList<BlobReference> blobs, Action released)
    {
        lock (_lock)
        {
            foreach (var blob in blobs) _readers[blob] = _readers.GetValueOrDefault(blob) + 1;
        }
        return new Reading(this, blobs, released);
    }

    private void Release(IReadOnlyList<BlobReference> blobs)
    {
        lock (_lock)
        {
            foreach (var blob in blobs)
                if (--_readers[blob] == 0) _readers.Remove(blob);
        }
    }

    private sealed class Reading(BlobReaders readers, IReadOnlyList<BlobReference> blobs, Action released) : IDisposable
    {
        public void Dispose()
        {
            readers.Release(blobs);
            released();
        }
    }
}
