using System.IO.Pipelines;
using Athanor.Objects.Blobs;

namespace Athanor.Objects.Encryption;

/// <summary>Reads a stretch of a sealed blob: its header, and no blocks but those that the stretch touches.</summary>
internal static class SealedReading
{
    public static async Task CopyToAsync(IBlobStore blobs, BlobReference blob, ReadOnlyMemory<byte> objectKey, long offset, long length, PipeWriter target, CancellationToken cancellation)
    {
        var first = offset / SealedLayout.BlockSize;
        var begin = first == 0 ? 0 : SealedLayout.OffsetOf(first);
        var end = Math.Min(blob.Length, SealedLayout.OffsetOf(((offset + length - 1) / SealedLayout.BlockSize) + 1));

        using var opening = new OpeningWriter(target, blob, objectKey, offset, length);
        if (begin > 0) await blobs.CopyToAsync(blob, 0, SealedLayout.HeaderSize, opening, cancellation);
        await blobs.CopyToAsync(blob, begin, end - begin, opening, cancellation);
    }
}
