using System.IO.Pipelines;

namespace Athanor.Objects.Blobs;

/// <summary>
/// Keeps bytes. A blob exists for nobody until a row of the metadata names it: what a crash leaves without a row, the sweeper
/// removes. Nothing is ever changed in place.
/// </summary>
public interface IBlobStore : IAsyncDisposable
{
    /// <summary>Blobs that are being read and must stay, although nothing may name them any more.</summary>
    BlobReaders Readers { get; }

    /// <summary>
    /// Takes the content to its end, which must be exactly at <paramref name="length"/> where that is known. When it answers, the bytes
    /// and their place are on disk; when it throws, nothing of them stays. Dispose the answer once the row that names the blob is
    /// committed, and not before: until then <see cref="ListAsync"/> leaves the blob out.
    /// </summary>
    Task<PendingBlob> WriteAsync(PipeReader content, long? length, CancellationToken cancellation);

    /// <summary>
    /// Writes a range to the target, each block checked before its first byte leaves. A damaged block is a <see cref="DamagedBlobException"/>,
    /// a blob that is not there a <see cref="MissingBlobException"/>, thrown before the first byte.
    /// </summary>
    Task CopyToAsync(BlobReference blob, long offset, long length, PipeWriter target, CancellationToken cancellation);

    /// <summary>Gives the space back. Deleting what is gone already is no error; who is reading it reads on, or finds it missing before the first byte.</summary>
    Task DeleteAsync(IReadOnlyCollection<BlobReference> blobs, CancellationToken cancellation);

    /// <summary>
    /// Every blob on disk, for the sweeper; those whose writer still holds them are left out. A blob listed here that no row names
    /// <em>afterwards</em> belongs to nobody: list first, then ask the metadata.
    /// </summary>
    IAsyncEnumerable<BlobReference> ListAsync(CancellationToken cancellation);

    /// <summary>Asks the file system how much room everything takes; a look at each file.</summary>
    Task<BlobSpace> MeasureAsync(CancellationToken cancellation);

    /// <summary>Reads and checks a whole blob from the medium; answers what is wrong with it, or null.</summary>
    Task<string?> VerifyAsync(BlobReference blob, CancellationToken cancellation);
}
