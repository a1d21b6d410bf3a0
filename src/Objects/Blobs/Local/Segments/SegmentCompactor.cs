using System.Buffers;
using Athanor.Foundation.Files;
using Athanor.Objects.Blobs.Local.Disk;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Objects.Blobs.Local.Segments;

/// <summary>
/// Empties segments that hold little: their records are appended anew, the rows are told, and only then the old ones go. Stopped
/// anywhere, it leaves a copy or an original that no row names, and those are the sweeper's.
/// </summary>
internal sealed class SegmentCompactor(
    BlobFolder folder, HeldBlobs held, BlobReaders readers, SegmentHandles handles, SegmentReader reader, SegmentAppender appender, SegmentEraser eraser, SegmentUse use, DiskThreads threads, long segmentSize, Action<StoreStep> reached) : IDisposable
{
    private const int MovedTogether = 256;
    private const int ManySmallOnes = 8;
    private const int SmallPart = 8;
    private const int SlackPart = 256;

    private readonly SemaphoreSlim _one = new(1);

    public async Task<CompactionReport> CompactAsync(IBlobNames names, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var moved = 0;
            foreach (var segment in await threads.RunAsync(FindWorthwhile))
            {
                foreach (var chunk in (await threads.RunAsync(() => RecordsOf(segment.Name))).Chunk(MovedTogether)) moved += await MoveAsync(segment.Name, chunk, names, cancellation);
            }
            return new(await DropEmptyAsync(names, cancellation), moved);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    /// <summary>What closed segments take on the disk beyond what is somebody's in them.</summary>
    public long CountReclaimable() => ClosedSegments().Sum(segment => Math.Max(0, segment.Allocated - segment.Live));

    /// <summary>Segments that take more than twice the room of what is in them, and small ones left by many starts.</summary>
    private List<UsedSegment> FindWorthwhile()
    {
        var closed = ClosedSegments().Where(segment => segment.Live > 0).ToList();
        var small = closed.Where(segment => segment.Live < segmentSize / SmallPart).ToList();
        var worthwhile = closed.Where(segment => segment.Allocated > 2 * segment.Live + (segmentSize / SlackPart));
        return [.. (small.Count < ManySmallOnes ? worthwhile : worthwhile.Union(small))];
    }

    private IEnumerable<UsedSegment> ClosedSegments()
    {
        foreach (var name in folder.SegmentNames())
        {
            if (appender.IsActive(name) || held.AnyIn(name)) continue;
            using var segment = handles.Rent(name);
            if (segment is not null) yield return new(name, LiveIn(segment.Handle, name), NativeCalls.AllocatedBytes(segment.Handle));
        }
    }

    // A segment may be as large as a disk is slow, so it is read from header to header only where something was deleted since.
    private long LiveIn(SafeFileHandle handle, string name)
    {
        if (use.Find(name) is { } known) return known;
        var deletions = use.Deletions;
        var live = SegmentScan.Records(handle, name).Sum(record => (long)RecordFormat.SizeFor(record.Length));
        use.Note(name, live, deletions);
        return live;
    }

    private List<BlobReference> RecordsOf(string name)
    {
        using var segment = handles.Rent(name);
        return segment is null ? [] : SegmentScan.Records(segment.Handle, name);
    }

    private async Task<int> MoveAsync(string segment, BlobReference[] blobs, IBlobNames names, CancellationToken cancellation)
    {
        var copies = await CopyAsync(blobs, cancellation);
        try
        {
            reached(StoreStep.RecordsMoved);
            var moves = copies.Select(copy => new MovedBlob(copy.From, copy.To.Reference)).ToList();
            if (moves.Count > 0) await names.MoveAsync(moves, cancellation);
            reached(StoreStep.MoveCommitted);
            await threads.RunAsync(() => eraser.Erase(segment, moves.Select(move => move.From).Where(blob => !readers.Contains(blob))));
            return moves.Count;
        }
        finally
        {
            foreach (var copy in copies) copy.To.Dispose();
        }
    }

    private async Task<List<(BlobReference From, PendingBlob To)>> CopyAsync(BlobReference[] blobs, CancellationToken cancellation)
    {
        var copies = await Task.WhenAll(blobs.Select(blob => TryCopyAsync(blob, cancellation)));
        return [.. blobs.Zip(copies).Where(pair => pair.Second is not null).Select(pair => (pair.First, pair.Second!))];
    }

    /// <summary>Null for what was deleted meanwhile, and for what is damaged: that stays where it is, to be looked at.</summary>
    private async Task<PendingBlob?> TryCopyAsync(BlobReference blob, CancellationToken cancellation)
    {
        using var content = MemoryPool<byte>.Shared.Rent(RecordFormat.SizeFor(blob.Length));
        try
        {
            var begin = await reader.LoadAsync(blob, content.Memory);
            using var record = PackedRecord.Of(new ReadOnlySequence<byte>(content.Memory.Slice(begin, (int)blob.Length)));
            return await appender.AppendAsync(record, cancellation);
        }
        catch (DamagedBlobException)
        {
            return null;
        }
    }

    /// <summary>A segment goes when nothing is found in it and no row says that something should be.</summary>
    private async Task<int> DropEmptyAsync(IBlobNames names, CancellationToken cancellation)
    {
        var dropped = 0;
        foreach (var segment in await threads.RunAsync(() => ClosedSegments().Where(segment => segment.Live == 0).ToList()))
        {
            if (await names.AnyInAsync(segment.Name, cancellation)) continue;
            await threads.RunAsync(() => File.Delete(folder.Segment(segment.Name)));
            handles.Forget(segment.Name);
            use.Forget(segment.Name);
            dropped++;
        }
        if (dropped > 0) await threads.RunAsync(() => Durable.SyncDirectory(folder.Segments));
        return dropped;
    }

    private sealed record UsedSegment(string Name, long Live, long Allocated);
}
