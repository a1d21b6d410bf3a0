using System.Buffers;
using System.IO.Pipelines;
using Athanor.Objects.Blobs;

namespace Athanor.Objects.Encryption;

/// <summary>One blob, which a test may damage. It is served in pieces of any size, as a store may.</summary>
internal sealed class BlobsInMemory(byte[] content, int longestPiece) : IBlobStore
{
    public BlobReference Blob { get; } = BlobReference.InFile("blob", content.Length);

    /// <summary>How many bytes were asked for.</summary>
    public long Read { get; private set; }

    public async Task CopyToAsync(BlobReference blob, long offset, long length, PipeWriter target, CancellationToken cancellation)
    {
        Read += length;
        while (length > 0)
        {
            var piece = (int)Math.Min(length, longestPiece);
            target.Write(content.AsSpan((int)offset, piece));
            await target.FlushAsync(cancellation);
            (offset, length) = (offset + piece, length - piece);
        }
    }

    public BlobReaders Readers { get; } = new();
    public Task<PendingBlob> WriteAsync(PipeReader content, long? length, CancellationToken cancellation) => throw new NotSupportedException();
    public Task DeleteAsync(IReadOnlyCollection<BlobReference> blobs, CancellationToken cancellation) => throw new NotSupportedException();
    public IAsyncEnumerable<BlobReference> ListAsync(CancellationToken cancellation) => throw new NotSupportedException();
    public Task<BlobSpace> MeasureAsync(CancellationToken cancellation) => throw new NotSupportedException();
    public Task<string?> VerifyAsync(BlobReference blob, CancellationToken cancellation) => throw new NotSupportedException();
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
