using System.Collections.Concurrent;

namespace Athanor.Objects.Blobs.Local;

/// <summary>
/// The blobs whose writer has not let go. One is held before the first of its bytes can be found on disk, so whoever lists finds it
/// either held or let go.
/// </summary>
internal sealed class HeldBlobs
{
    private readonly ConcurrentDictionary<BlobReference, bool> _held = new();

    public PendingBlob Hold(BlobReference blob)
    {
        _held[blob] = true;
        return new(blob, () => _held.TryRemove(blob, out _));
    }

    public bool Contains(BlobReference blob) => _held.ContainsKey(blob);

    public bool AnyIn(string container) => _held.Keys.Any(blob => blob.Container == container);
}
