using Athanor.Foundation.Files;
using Athanor.Objects.Blobs.Local.Disk;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Objects.Blobs.Local.Segments;

/// <summary>
/// The one segment that grows. Each start of the program begins another, and so does each failure: nothing is ever appended behind an
/// end that nobody vouches for.
/// </summary>
internal sealed class ActiveSegment : IDisposable
{
    private readonly BlobFolder _folder;
    private readonly SafeFileHandle _file;
    private bool _isNew = true;

    private ActiveSegment(BlobFolder folder, string name, SafeFileHandle file)
    {
        _folder = folder;
        _file = file;
        Name = name;
        Mark = ContainerMark.Of(name);
    }

    public string Name { get; }

    public ulong Mark { get; }

    /// <summary>Where the next group begins; all before it is on disk.</summary>
    public long End { get; private set; }

    public static ActiveSegment Begin(BlobFolder folder, string name)
    {
        var file = File.OpenHandle(folder.Segment(name), FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        return new(folder, name, file);
    }

    /// <summary>Where the first record of the next group will lie.</summary>
    public long NextOffset => _isNew ? SegmentHeader.Size : End;

    /// <summary>One write for all.</summary>
    public void Write(List<ReadOnlyMemory<byte>> records)
    {
        if (_isNew) records.Insert(0, SegmentHeader.Make(Name));
        RandomAccess.Write(_file, records, End);
    }

    /// <summary>One sync for all.</summary>
    public void Sync(long newEnd)
    {
        NativeCalls.SyncData(_file);
        if (_isNew) Durable.SyncDirectory(_folder.Segments);
        _isNew = false;
        End = newEnd;
    }

    /// <summary>Takes back what a failed write has left behind the last good group.</summary>
    public void Abandon()
    {
        if (_isNew) File.Delete(_folder.Segment(Name));
        else RandomAccess.SetLength(_file, End);
    }

    public void Dispose() => _file.Dispose();
}
