using System.Diagnostics;
using Athanor.Objects.Blobs.Local.Disk;

namespace Athanor.Objects.Blobs.Local.Segments;

/// <summary>
/// One thread that appends. While it waits for the disk, records queue up; the next group takes them all, so the price of an fsync is
/// shared by everyone who waited for it.
/// </summary>
internal sealed class SegmentAppender : IDisposable
{
    // A group is bounded so that its first caller never waits for the last of a flood, and so is the memory of those who wait.
    private const int LargestGroup = 512;
    private const int MostWaiting = 1024;

    // Far less than a sync takes, and enough for a caller to hear the answer and to come back.
    private static readonly TimeSpan Patience = TimeSpan.FromMicroseconds(100);

    private readonly BlobFolder _folder;
    private readonly HeldBlobs _held;
    private readonly DiskFaults _faults;
    private readonly Action<StoreStep> _reached;
    private readonly long _segmentSize;
    private readonly Queue<WaitingRecord> _waiting = [];
    private readonly SemaphoreSlim _room = new(MostWaiting);
    private readonly Thread _thread;
    private volatile string? _activeName;
    private ActiveSegment? _active;
    private int _waitingCount;
    private bool _stopping;

    public SegmentAppender(BlobFolder folder, HeldBlobs held, DiskFaults faults, long segmentSize, Action<StoreStep> reached)
    {
        _folder = folder;
        _held = held;
        _faults = faults;
        _segmentSize = segmentSize;
        _reached = reached;
        _thread = new Thread(Run) { IsBackground = true, Name = "segment appender" };
        _thread.Start();
    }

    /// <summary>Answers when the record is on disk.</summary>
    public async Task<PendingBlob> AppendAsync(PackedRecord record, CancellationToken cancellation)
    {
        await _room.WaitAsync(cancellation);
        try
        {
            var waiting = new WaitingRecord(record, cancellation);
            Enqueue(waiting);
            return await waiting.Answer;
        }
        finally
        {
            _room.Release();
        }
    }

    public bool IsActive(string segment) => _activeName == segment;

    /// <summary>Up to where the active segment no longer changes but by deletions; null for one that does not grow.</summary>
    public long? SettledEndOf(string segment) => Volatile.Read(ref _active) is { } active && active.Name == segment ? active.End : null;

    /// <summary>Appends what is waiting, then ends.</summary>
    public void Dispose()
    {
        lock (_waiting)
        {
            _stopping = true;
            Monitor.Pulse(_waiting);
        }
        _thread.Join();
        _active?.Dispose();
    }

    private void Enqueue(WaitingRecord record)
    {
        lock (_waiting)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            _waiting.Enqueue(record);
            _waitingCount = _waiting.Count;
            Monitor.Pulse(_waiting);
        }
    }

    private void Run()
    {
        var group = new List<WaitingRecord>();
        while (TakeGroup(group))
        {
            Append(group);
            GatherAgain(group.Count);
        }
    }

    /// <summary>
    /// Those who were just answered tend to come back at once. Without them the next group would be the few who came too late for this
    /// one, the one after that all the others, and each would share its sync with only half of the callers.
    /// </summary>
    private void GatherAgain(int answered)
    {
        var begin = Stopwatch.GetTimestamp();
        var expected = Math.Min(answered + Volatile.Read(ref _waitingCount), LargestGroup);
        while (expected > 1 && Volatile.Read(ref _waitingCount) < expected && Stopwatch.GetElapsedTime(begin) < Patience) Thread.Yield();
    }

    private bool TakeGroup(List<WaitingRecord> group)
    {
        group.Clear();
        lock (_waiting)
        {
            while (_waiting.Count == 0 && !_stopping) Monitor.Wait(_waiting);
            while (group.Count < LargestGroup && _waiting.TryDequeue(out var record))
            {
                if (!record.IsGivenUp()) group.Add(record);
            }
            _waitingCount = _waiting.Count;
            return group.Count > 0 || _waiting.Count > 0 || !_stopping;
        }
    }

    private void Append(List<WaitingRecord> group)
    {
        if (group.Count == 0) return;
        try
        {
            AppendTogether(group);
        }
        catch (Exception failure)
        {
            Abandon();
            foreach (var record in group) record.Fail(_faults.Explain(failure));
            return;
        }
        foreach (var record in group) record.Succeed();
        if (_active!.End >= _segmentSize) Close();
    }

    private void AppendTogether(List<WaitingRecord> group)
    {
        var segment = _active ??= Begin();
        var end = Place(group, segment);
        segment.Write([.. group.Select(record => record.Record.Memory)]);
        _reached(StoreStep.GroupWritten);
        segment.Sync(end);
        _reached(StoreStep.GroupDurable);
    }

    private ActiveSegment Begin()
    {
        // Known as active before it can be found: an empty segment that nobody writes to is removed.
        var segment = ActiveSegment.Begin(_folder, _activeName = _folder.NewName());
        _reached(StoreStep.SegmentBegun);
        return segment;
    }

    private long Place(List<WaitingRecord> group, ActiveSegment segment)
    {
        var offset = segment.NextOffset;
        foreach (var waiting in group)
        {
            waiting.Record.SealAt(segment.Mark, offset);
            waiting.Place(_held.Hold(BlobReference.InSegment(segment.Name, offset, waiting.Record.Length)));
            offset += waiting.Record.Size;
        }
        return offset;
    }

    private void Abandon()
    {
        try
        {
            _active?.Abandon();
        }
        catch (IOException)
        {
            // Its end stays as it is: no row names it, and the segment is closed for good.
        }
        Close();
    }

    private void Close()
    {
        _active?.Dispose();
        _active = null;
        _activeName = null;
    }
}
