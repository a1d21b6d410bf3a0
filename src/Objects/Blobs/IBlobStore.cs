using System.IO.Pipelines;

namespace Athanor.Objects.Blobs;

/// <summary>
/// Keeps bytes. A blob exists for nobody until a row of the metadata names it: what a crash leaves without a row, the sweeper
/// removes. Nothing is ever changed in place.
/// </summary>
public interface IBlobStore
{
    /// <summary>
    /// Takes the content to its end, or exactly <paramref name="length"/> bytes where it is known. When it answers, the bytes and
    /// their place are on disk; when it throws, nothing of them stays.
    /// </summary>
    Task<BlobReference> WriteAsync(PipeReader content, long? length, CancellationToken cancellation);

    /// <summary>Writes a range to the target, each block checked before its first byte leaves. A damaged block is a <see cref="DamagedBlobException"/>.</summary>
    Task CopyToAsync(BlobReference blob, long offset, long length, PipeWriter target, CancellationToken cancellation);

    /// <summary>Gives the space back. Deleting what is gone already is no error.</summary>
    Task DeleteAsync(IReadOnlyCollection<BlobReference> blobs, CancellationToken cancellation);

    /// <summary>Every blob on disk, for the sweeper and the scrubber; those being written are left out.</summary>
    IAsyncEnumerable<BlobReference> ListAsync(CancellationToken cancellation);

    /// <summary>Reads and checks a whole blob; answers what is wrong with it, or null.</summary>
    Task<string?> VerifyAsync(BlobReference blob, CancellationToken cancellation);
}
