using System.Buffers;
using System.IO.Pipelines;
using Athanor.Objects.Blobs.Local.Disk;
using static Athanor.Objects.Blobs.Local.Segments.SegmentHandles;

namespace Athanor.Objects.Blobs.Local.Segments;

/// <summary>
/// Reads packed blobs: one read fetches the header and the content up to the last block that is wanted, straight into the memory of
/// the target. All of it is checked before the first byte leaves, so a blob that is deleted meanwhile is served whole or not at all.
/// </summary>
internal sealed class SegmentReader(SegmentHandles handles, DiskReads reads)
{
    public async Task CopyToAsync(BlobReference blob, long offset, long length, PipeWriter target, CancellationToken cancellation)
    {
        using var segment = Open(blob);
        var needed = SizeUpTo(blob, offset + length);
        var memory = target.GetMemory(needed)[..needed];
        var headerSize = await ReadAsync(segment, blob, memory);

        var firstBlock = (int)(offset / Blocks.Size);
        if (length > 0) CheckBlocks(segment, blob, memory.Span, firstBlock, headerSize);
        memory.Slice(headerSize + (int)offset, (int)length).CopyTo(memory);
        target.Advance((int)length);
        await target.FlushAsync(cancellation);
    }

    public async Task VerifyAsync(BlobReference blob)
    {
        using var segment = Open(blob);
        NativeCalls.ForgetCache(segment.Handle, blob.Offset!.Value, RecordFormat.SizeFor(blob.Length));
        using var buffer = MemoryPool<byte>.Shared.Rent(RecordFormat.SizeFor(blob.Length));
        await LoadAsync(segment, blob, buffer.Memory);
    }

    /// <summary>Fills the memory with the whole record, all of it checked, and answers where its content begins.</summary>
    public async Task<int> LoadAsync(BlobReference blob, Memory<byte> memory)
    {
        using var segment = Open(blob);
        return await LoadAsync(segment, blob, memory);
    }

    private async Task<int> LoadAsync(OpenSegment segment, BlobReference blob, Memory<byte> memory)
    {
        var record = memory[..SizeUpTo(blob, blob.Length)];
        var headerSize = await ReadAsync(segment, blob, record);
        CheckBlocks(segment, blob, record.Span, firstBlock: 0, headerSize);
        return headerSize;
    }

    private OpenSegment Open(BlobReference blob)
    {
        if (blob.Length > RecordFormat.LongestContent) throw new DamagedBlobException(blob, "no packed blob is that long");
        return handles.Rent(blob.Container) ?? throw new MissingBlobException(blob);
    }

    private static int SizeUpTo(BlobReference blob, long end) => RecordFormat.HeaderSizeFor(blob.Length) + (int)Math.Min(blob.Length, Blocks.CountOf(end) * Blocks.Size);

    private async ValueTask<int> ReadAsync(OpenSegment segment, BlobReference blob, Memory<byte> memory)
    {
        try
        {
            var count = await reads.ReadAsync(segment.Handle, memory, blob.Offset!.Value);
            CheckHeader(segment, blob, memory.Span[..count]);
            return count == memory.Length ? RecordFormat.HeaderSizeFor(blob.Length) : throw new DamagedBlobException(blob, "its segment was cut short");
        }
        catch (IOException failure) when (failure.HResult == Errno.InputOutput)
        {
            throw new DamagedBlobException(blob, $"the disk cannot read it: {failure.Message}");
        }
    }

    private static void CheckHeader(OpenSegment segment, BlobReference blob, ReadOnlySpan<byte> record)
    {
        if (RecordFormat.Read(record, segment.Mark, blob.Offset!.Value) == blob.Length) return;
        if (record.Length >= RecordFormat.FixedSize && !record[..RecordFormat.FixedSize].ContainsAnyExcept((byte)0)) throw new MissingBlobException(blob);
        throw new DamagedBlobException(blob, record.Length < RecordFormat.FixedSize ? "its segment was cut short" : "its header is not what was written");
    }

    private static void CheckBlocks(OpenSegment segment, BlobReference blob, ReadOnlySpan<byte> record, int firstBlock, int headerSize)
    {
        var table = record[(RecordFormat.FixedSize + (firstBlock * Blocks.ChecksumSize))..headerSize];
        if (Blocks.FindDamage(record[(headerSize + (firstBlock * Blocks.Size))..], table) is not { } block) return;

        // A deletion clears the header before the content, so one that came in between shows there.
        Span<byte> header = stackalloc byte[RecordFormat.FixedSize];
        DiskReads.Read(segment.Handle, header, blob.Offset!.Value);
        throw header.ContainsAnyExcept((byte)0) ? new DamagedBlobException(blob, $"block {firstBlock + block} does not match its checksum") : new MissingBlobException(blob);
    }
}
