using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Athanor.Foundation.Problems;
using Athanor.Objects.Blobs.Local.Disk;
using Athanor.Objects.Blobs.Local.Files;
using Athanor.Objects.Blobs.Local.Segments;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Objects.Blobs.Local;

/// <summary>Blobs in one directory of this machine: small ones packed into segments, large ones in files of their own. Its format stands in the README.</summary>
internal sealed class LocalBlobStore : ICompactingBlobStore
{
    private const int MostDiskThreads = 16;
    private const int MostOpenSegments = 256;

    private readonly long _packedSize;
    private readonly SafeFileHandle _lock;
    private readonly BlobFolder _folder;
    private readonly HeldBlobs _held = new();
    private readonly DiskThreads _threads;
    private readonly FileWriter _fileWriter;
    private readonly FileReader _fileReader;
    private readonly SegmentHandles _handles;
    private readonly SegmentReader _segmentReader;
    private readonly SegmentAppender _appender;
    private readonly SegmentEraser _eraser;
    private readonly SegmentCompactor _compactor;
    private bool _isDisposed;

    private LocalBlobStore(BlobFolder folder, SafeFileHandle heldLock, ObjectsOptions options, Action<StoreStep> reached)
    {
        var faults = new DiskFaults(folder.Path);
        _packedSize = options.PackedSize.Value;
        _lock = heldLock;
        _folder = folder;
        _threads = new(MostDiskThreads, faults);
        var reads = new DiskReads(_threads);
        _fileWriter = new(folder, _held, _threads, reached);
        _fileReader = new(folder, reads);
        _handles = new(folder, MostOpenSegments);
        _segmentReader = new(_handles, reads);
        _appender = new(folder, _held, faults, options.SegmentSize.Value, reached);
        var use = new SegmentUse();
        _eraser = new(folder, _appender, use);
        _compactor = new(folder, _held, Readers, _handles, _segmentReader, _appender, _eraser, use, _threads, options.SegmentSize.Value, reached);
    }

    /// <summary>Opens the directory for this process alone, and clears away what was still being received when the last one ended.</summary>
    public static LocalBlobStore Open(string directory, ObjectsOptions options, TimeProvider clock, Action<StoreStep>? reached = null)
    {
        try
        {
            var folder = new BlobFolder(directory, clock);
            folder.Create();
            var heldLock = Lock(folder);
            folder.CreateParts();
            folder.RemoveIncoming();
            return new(folder, heldLock, options, reached ?? (_ => { }));
        }
        catch (Exception failure) when (failure is not ProblemException)
        {
            throw new DiskFaults(directory).Explain(failure);
        }
    }

    public BlobReaders Readers { get; } = new();

    public async Task<PendingBlob> WriteAsync(PipeReader content, long? length, CancellationToken cancellation)
    {
        if (length > _packedSize) return await _fileWriter.WriteAsync(content, length, cancellation);

        var begin = await content.ReadAtLeastAsync((int)(length ?? _packedSize) + 1, cancellation);
        if (begin.IsCanceled) throw new OperationCanceledException(cancellation);
        if (begin.Buffer.Length > length) throw new ProblemException(BlobProblems.TooLong(length.Value));
        if (begin.Buffer.Length > _packedSize)
        {
            content.AdvanceTo(begin.Buffer.Start);
            return await _fileWriter.WriteAsync(content, length, cancellation);
        }
        if (begin.Buffer.Length < length) throw new ProblemException(BlobProblems.TooShort(length.Value, begin.Buffer.Length));

        using var record = PackedRecord.Of(begin.Buffer);
        content.AdvanceTo(begin.Buffer.End);
        return await _appender.AppendAsync(record, cancellation);
    }

    public Task CopyToAsync(BlobReference blob, long offset, long length, PipeWriter target, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, blob.Length - offset);
        return blob.IsFile
            ? _fileReader.CopyToAsync(blob, offset, length, target, cancellation)
            : _segmentReader.CopyToAsync(blob, offset, length, target, cancellation);
    }

    public async Task DeleteAsync(IReadOnlyCollection<BlobReference> blobs, CancellationToken cancellation)
    {
        foreach (var container in blobs.GroupBy(blob => (blob.Container, blob.IsFile)))
        {
            cancellation.ThrowIfCancellationRequested();
            await _threads.RunAsync(() => Delete(container.Key.Container, container.Key.IsFile, container));
        }
    }

    public async IAsyncEnumerable<BlobReference> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var segment in await _threads.RunAsync(() => _folder.SegmentNames().ToList()))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var blob in await _threads.RunAsync(() => ListSegment(segment))) yield return blob;
        }
        foreach (var shard in await _threads.RunAsync(() => _folder.Shards().ToList()))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var blob in await _threads.RunAsync(() => ListShard(shard))) yield return blob;
        }
    }

    public async Task<string?> VerifyAsync(BlobReference blob, CancellationToken cancellation)
    {
        try
        {
            if (blob.IsFile) await _fileReader.VerifyAsync(blob, cancellation);
            else await _segmentReader.VerifyAsync(blob);
            return null;
        }
        catch (DamagedBlobException damage)
        {
            return damage.Finding;
        }
    }

    public Task<CompactionReport> CompactAsync(IBlobNames names, CancellationToken cancellation) => _compactor.CompactAsync(names, cancellation);

    public Task<BlobSpace> MeasureAsync(CancellationToken cancellation) => _threads.RunAsync(() => new BlobSpace(
        AllocatedIn(_folder.Shards().SelectMany(shard => Directory.EnumerateFiles(shard)), cancellation),
        AllocatedIn(_folder.SegmentNames().Select(_folder.Segment), cancellation),
        _compactor.CountReclaimable()));

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true)) return ValueTask.CompletedTask;
        _appender.Dispose();
        _threads.Dispose();
        _handles.Dispose();
        _compactor.Dispose();
        _lock.Dispose();
        return ValueTask.CompletedTask;
    }

    private static SafeFileHandle Lock(BlobFolder folder)
    {
        try
        {
            return File.OpenHandle(folder.Lock, FileMode.OpenOrCreate, FileAccess.Read, FileShare.None);
        }
        catch (IOException failure) when (failure.HResult == Errno.Again)
        {
            throw new ProblemException(BlobProblems.InUse(folder.Path), failure);
        }
    }

    private void Delete(string container, bool isFile, IEnumerable<BlobReference> blobs)
    {
        if (!isFile) _eraser.Erase(container, blobs);
        else if (Directory.Exists(_folder.ShardOf(container))) File.Delete(_folder.File(container));
    }

    private static long AllocatedIn(IEnumerable<string> paths, CancellationToken cancellation)
    {
        var total = 0L;
        foreach (var path in paths)
        {
            cancellation.ThrowIfCancellationRequested();
            total += NativeCalls.AllocatedBytes(path);
        }
        return total;
    }

    // A blob is looked up among the held ones after it was found: one that is not there by then was let go.
    private List<BlobReference> ListSegment(string name)
    {
        using var segment = _handles.Rent(name);
        return segment is null ? [] : SegmentScan.Records(segment.Handle, name).FindAll(blob => !_held.Contains(blob));
    }

    private List<BlobReference> ListShard(string shard) =>
        [.. BlobFolder.FileNames(shard).Select(_fileReader.Describe).OfType<BlobReference>().Where(blob => !_held.Contains(blob))];
}
