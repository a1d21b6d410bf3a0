using Athanor.Objects.Blobs.Local.Files;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Objects.Blobs.Local.Segments;

/// <summary>Open handles of the segments that are read most; one in use is never closed.</summary>
internal sealed class SegmentHandles(BlobFolder folder, int capacity) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, OpenSegment> _open = [];
    private long _uses;

    /// <summary>Null where there is no such segment.</summary>
    public OpenSegment? Rent(string name)
    {
        lock (_lock)
        {
            if (!_open.TryGetValue(name, out var segment))
            {
                if (OpenFile.OpenHandle(folder.Segment(name)) is not { } handle) return null;
                MakeRoomUnderLock();
                _open[name] = segment = new(this, handle, ContainerMark.Of(name));
            }
            segment.Users++;
            segment.LastUse = ++_uses;
            return segment;
        }
    }

    /// <summary>The segment's file is being removed: its room is free once the last reader is done.</summary>
    public void Forget(string name)
    {
        lock (_lock)
        {
            if (_open.Remove(name, out var segment)) CloseWhenUnusedUnderLock(segment);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var segment in _open.Values) CloseWhenUnusedUnderLock(segment);
            _open.Clear();
        }
    }

    private void Return(OpenSegment segment)
    {
        lock (_lock)
        {
            segment.Users--;
            if (segment.IsForgotten) CloseWhenUnusedUnderLock(segment);
        }
    }

    private void MakeRoomUnderLock()
    {
        if (_open.Count < capacity) return;
        var idle = _open.Where(entry => entry.Value.Users == 0).MinBy(entry => entry.Value.LastUse);
        if (idle.Key is not null && _open.Remove(idle.Key, out var segment)) CloseWhenUnusedUnderLock(segment);
    }

    private static void CloseWhenUnusedUnderLock(OpenSegment segment)
    {
        segment.IsForgotten = true;
        if (segment.Users == 0) segment.Handle.Dispose();
    }

    /// <summary>Disposing gives it back.</summary>
    public sealed class OpenSegment(SegmentHandles owner, SafeFileHandle handle, ulong mark) : IDisposable
    {
        public SafeFileHandle Handle { get; } = handle;
        public ulong Mark { get; } = mark;

        internal int Users { get; set; }
        internal long LastUse { get; set; }
        internal bool IsForgotten { get; set; }

        public void Dispose() => owner.Return(this);
    }
}
