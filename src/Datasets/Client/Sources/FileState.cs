using System.Runtime.InteropServices;

namespace Athanor.Datasets.Client.Sources;

/// <summary>What statx fills in, of which these fields are read; the layout is the kernel's, the same on every architecture.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal readonly struct FileState
{
    private const ushort KindMask = 0xf000;

    [FieldOffset(28)] private readonly ushort _mode;
    [FieldOffset(32)] private readonly ulong _inode;
    [FieldOffset(40)] private readonly long _size;
    [FieldOffset(96)] private readonly long _changedSeconds;
    [FieldOffset(104)] private readonly uint _changedNanoseconds;
    [FieldOffset(112)] private readonly long _modifiedSeconds;
    [FieldOffset(120)] private readonly uint _modifiedNanoseconds;

    public FileKind Kind => (_mode & KindMask) switch
    {
        0x8000 => FileKind.Regular,
        0x4000 => FileKind.Folder,
        0xa000 => FileKind.Link,
        0xc000 => FileKind.Socket,
        0x1000 => FileKind.Pipe,
        _ => FileKind.Device,
    };

    public FileStamp Stamp => new(_size, Nanoseconds(_modifiedSeconds, _modifiedNanoseconds), Nanoseconds(_changedSeconds, _changedNanoseconds), _inode);

    // Times that overflow belong to files that somebody dated beyond the year 2262; they only have to be the same each time.
    private static long Nanoseconds(long seconds, uint nanoseconds) => unchecked((seconds * 1_000_000_000) + nanoseconds);
}
