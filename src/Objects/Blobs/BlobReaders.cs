namespace Athanor.Objects.Blobs;

/// <summary>
/// Blobs that somebody reads one after the other. Whoever removes blobs from disk leaves out those that are held here. A reader holds
/// first and reads the row afterwards: a row that still names them was not let go of before the hold could be seen.
/// </summary>
public sealed class BlobReaders
{
    private readonly Lock _lock = new();
    private readonly Dictionary<BlobReference, int> _held = [];

    public int Count
    {
        get
        {
            lock (_lock) return _held.Count;
        }
    }

    public IDisposable Hold(IReadOnlyCollection<BlobReference> blobs)
    {
        lock (_lock)
            foreach (var blob in blobs) _held[blob] = _held.GetValueOrDefault(blob) + 1;
        return new Holding(this, blobs);
    }

    public bool Contains(BlobReference blob)
    {
        lock (_lock) return _held.ContainsKey(blob);
    }

    private void Release(IReadOnlyCollection<BlobReference> blobs)
    {
        lock (_lock)
            foreach (var blob in blobs)
                if (--_held[blob] == 0) _held.Remove(blob);
    }

    private sealed class Holding(BlobReaders readers, IReadOnlyCollection<BlobReference> blobs) : IDisposable
    {
        private IReadOnlyCollection<BlobReference>? _blobs = blobs;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _blobs, null) is { } held) readers.Release(held);
        }
    }
}
