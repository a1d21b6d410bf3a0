using System.Buffers;
using System.IO.Pipelines;
using Athanor.Objects.Blobs.Local.Disk;

namespace Athanor.Objects.Blobs.Local.Files;

/// <summary>Reads blobs that have a file of their own. The open handle keeps a file readable whose name is already gone.</summary>
internal sealed class FileReader(BlobFolder folder, DiskReads reads)
{
    private const int ServedAtOnce = 4;
    private const int VerifiedAtOnce = 16;
    private const long WorthReadingAhead = 1 << 20;

    public async Task CopyToAsync(BlobReference blob, long offset, long length, PipeWriter target, CancellationToken cancellation)
    {
        using var file = await OpenFile.OpenAsync(folder.File(blob.Container), blob, reads);
        if (length > WorthReadingAhead) file.ExpectSequentialReads();

        var end = offset + length;
        for (var position = offset; position < end;)
        {
            var stretch = Stretch.At(position, end, blob.Length, ServedAtOnce);
            var memory = target.GetMemory(stretch.Size)[..stretch.Size];
            await file.ReadAsync(stretch, memory);

            var before = (int)(position - stretch.Offset);
            var count = (int)(Math.Min(end, stretch.End) - position);
            if (before > 0) memory.Slice(before, count).CopyTo(memory);
            target.Advance(count);
            position += count;
            if ((await target.FlushAsync(cancellation)).IsCompleted) return;
        }
    }

    public async Task VerifyAsync(BlobReference blob, CancellationToken cancellation)
    {
        using var file = await OpenFile.OpenAsync(folder.File(blob.Container), blob, reads);
        file.ForgetCache();
        file.ExpectSequentialReads();

        using var buffer = MemoryPool<byte>.Shared.Rent(VerifiedAtOnce * Blocks.Size);
        for (var position = 0L; position < blob.Length;)
        {
            cancellation.ThrowIfCancellationRequested();
            var stretch = Stretch.At(position, blob.Length, blob.Length, VerifiedAtOnce);
            await file.ReadAsync(stretch, buffer.Memory[..stretch.Size]);
            position = stretch.End;
        }
    }

    /// <summary>The blob in a file as its footer tells it; null where the footer is damaged or the file is gone.</summary>
    public BlobReference? Describe(string name)
    {
        using var file = OpenFile.OpenHandle(folder.File(name));
        if (file is null) return null;

        Span<byte> footer = stackalloc byte[FileFooter.Size];
        var size = RandomAccess.GetLength(file);
        var isRead = size >= footer.Length && DiskReads.Read(file, footer, size - footer.Length) == footer.Length;
        return isRead && FileFooter.ReadLength(footer, name, size) is { } length ? BlobReference.InFile(name, length) : null;
    }
}
