using System.Buffers;
using Athanor.Objects.Blobs.Local.Disk;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Objects.Blobs.Local.Segments;

/// <summary>
/// Gives back the room of records: each becomes zeros, and a block of the disk that holds nothing but zeros becomes a hole. That cannot
/// harm a neighbour, for what reads as zeros reads so still. No sync follows: a deletion that a power loss undoes leaves a blob
/// without a row, and the sweeper deletes it again.
/// </summary>
internal sealed class SegmentEraser(BlobFolder folder, SegmentAppender appender, SegmentUse use)
{
    private const int DiskBlock = 4096;

    public void Erase(string segment, IEnumerable<BlobReference> blobs)
    {
        if (OpenForWriting(segment) is not { } opened) return;
        using var file = opened;
        var mark = ContainerMark.Of(segment);
        var settled = appender.SettledEndOf(segment) ?? RandomAccess.GetLength(file);
        foreach (var blob in blobs.OrderBy(blob => blob.Offset))
        {
            if (IsThere(file, mark, blob, settled)) Erase(file, blob.Offset!.Value, RecordFormat.SizeFor(blob.Length), settled);
        }
        use.Forget(segment);
    }

    private SafeFileHandle? OpenForWriting(string segment)
    {
        try
        {
            return File.OpenHandle(folder.Segment(segment), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>A damaged header does not keep its record from being deleted; the header of another record does.</summary>
    private static bool IsThere(SafeFileHandle file, ulong mark, BlobReference blob, long settled)
    {
        if (blob.Length > RecordFormat.LongestContent || blob.Offset!.Value + RecordFormat.SizeFor(blob.Length) > settled) return false;
        Span<byte> header = stackalloc byte[RecordFormat.LongestHeader];
        var found = header[..DiskReads.Read(file, header, blob.Offset.Value)];
        if (!found[..RecordFormat.FixedSize].ContainsAnyExcept((byte)0)) return false;
        return RecordFormat.Read(found, mark, blob.Offset.Value) is not { } length || length == blob.Length;
    }

    private static void Erase(SafeFileHandle file, long offset, int size, long settled)
    {
        // The header first: a reader who meets zeros in the content looks there to learn why.
        Clear(file, offset, RecordFormat.FixedSize);
        if (!NativeCalls.TryPunch(file, offset, size)) Clear(file, offset, size);
        PunchSharedBlock(file, offset, settled);
        PunchSharedBlock(file, offset + size - 1, settled);
    }

    /// <summary>The first and the last block are shared with neighbours: they are free once those are gone, too.</summary>
    private static void PunchSharedBlock(SafeFileHandle file, long offset, long settled)
    {
        var begin = offset / DiskBlock * DiskBlock;
        if (begin + DiskBlock > settled) return;
        Span<byte> block = stackalloc byte[DiskBlock];
        if (DiskReads.Read(file, block, begin) == DiskBlock && !block.ContainsAnyExcept((byte)0)) NativeCalls.TryPunch(file, begin, DiskBlock);
    }

    private static void Clear(SafeFileHandle file, long offset, int size)
    {
        var zeros = ArrayPool<byte>.Shared.Rent(size);
        zeros.AsSpan(0, size).Clear();
        RandomAccess.Write(file, zeros.AsSpan(0, size), offset);
        ArrayPool<byte>.Shared.Return(zeros);
    }
}
