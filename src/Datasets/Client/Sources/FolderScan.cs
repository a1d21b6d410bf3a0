using System.Buffers.Binary;
using Athanor.Foundation.Problems;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Datasets.Client.Sources;

/// <summary>Reads one folder after the other for one thread of a walk: its buffers are used again for each.</summary>
internal sealed class FolderScan(byte[] root, int room, Findings findings)
{
    private const int EntryHeader = 19;

    private readonly byte[] _entries = new byte[64 << 10];
    private readonly CaseCollisions _collisions = new(findings);
    private FolderMember[] _members = new FolderMember[1024];
    private int _count;
    private byte[] _names = new byte[64 << 10];
    private int _namesLength;

    /// <summary>Fills the folder in; the folders in it are still empty.</summary>
    public void Read(ListedFolder folder)
    {
        (_count, _namesLength) = (0, 0);
        using (var handle = Open(folder))
        {
            if (handle.IsInvalid) return;
            for (int length; (length = LinuxFiles.ReadEntries(handle, _entries)) != 0;)
            {
                if (length < 0) throw Unreadable(folder, LinuxFiles.Failure());
                TakeEntries(folder, handle, _entries.AsSpan(0, length));
            }
        }
        folder.Names = _names.AsSpan(0, _namesLength).ToArray();
        folder.Members = MemberOrder.Sort(_members.AsSpan(0, _count), folder.Names);
        _collisions.Find(folder);
    }

    // A folder that was removed, or replaced by a link, since it was listed is no longer part of the source.
    private SafeFileHandle Open(ListedFolder folder)
    {
        var handle = LinuxFiles.OpenFolder(root, folder.Path);
        if (!handle.IsInvalid || (folder.Path.Length > 0 && LinuxFiles.LastError() is LinuxFiles.NotFound or LinuxFiles.NotFolder or LinuxFiles.TooManyLinks)) return handle;
        throw Unreadable(folder, LinuxFiles.Failure());
    }

    private void TakeEntries(ListedFolder folder, SafeFileHandle handle, ReadOnlySpan<byte> entries)
    {
        while (entries.Length > EntryHeader)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(entries[16..]);
            var name = entries[EntryHeader..length];
            name = name[..(name.IndexOf((byte)0) + 1)];
            if (!name.SequenceEqual(".\0"u8) && !name.SequenceEqual("..\0"u8)) Take(folder, handle, name, KindOf(entries[18]));
            entries = entries[length..];
        }
    }

    private void Take(ListedFolder folder, SafeFileHandle handle, ReadOnlySpan<byte> terminated, FileKind kind)
    {
        FileState state = default;
        if (kind is FileKind.Regular or FileKind.Unknown)
        {
            if (!LinuxFiles.TryDescribe(handle, terminated, out state))
            {
                if (LinuxFiles.LastError() == LinuxFiles.NotFound) return;
                throw Unreadable(folder, LinuxFiles.Failure());
            }
            kind = state.Kind;
        }

        var name = terminated[..^1];
        if (kind is not FileKind.Regular and not FileKind.Folder) findings.Skip(folder.Path, name, NameOf(kind));
        else if (SourceNames.Objection(folder.Path, name, room) is { } objection) findings.Refuse(folder.Path, name, objection);
        else Add(folder, name, kind == FileKind.Folder, state);
    }

    private void Add(ListedFolder folder, ReadOnlySpan<byte> name, bool isFolder, in FileState state)
    {
        if (_namesLength + name.Length > _names.Length) Array.Resize(ref _names, 2 * _names.Length);
        name.CopyTo(_names.AsSpan(_namesLength));
        if (_count == _members.Length) Array.Resize(ref _members, 2 * _count);
        _members[_count++] = new(_namesLength, name.Length, isFolder ? default : state.Stamp, isFolder ? new([.. folder.Path, .. name, (byte)'/']) : null);
        _namesLength += name.Length;
    }

    private ProblemException Unreadable(ListedFolder folder, IOException cause) =>
        new(ImportProblems.Unreadable(System.Text.Encoding.UTF8.GetString([.. root, .. folder.Path]), cause.Message), cause);

    private static FileKind KindOf(byte type) => type switch
    {
        8 => FileKind.Regular,
        4 => FileKind.Folder,
        10 => FileKind.Link,
        12 => FileKind.Socket,
        1 => FileKind.Pipe,
        2 or 6 => FileKind.Device,
        _ => FileKind.Unknown,
    };

    private static string NameOf(FileKind kind) => kind switch
    {
        FileKind.Link => "symbolic link",
        FileKind.Socket => "socket",
        FileKind.Pipe => "pipe",
        _ => "device",
    };
}
