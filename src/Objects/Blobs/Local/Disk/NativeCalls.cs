using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Objects.Blobs.Local.Disk;

/// <summary>What the framework does not offer about files. Failures carry the errno in <see cref="Exception.HResult"/>, as the framework's own do.</summary>
internal static partial class NativeCalls
{
    private const int KeepSize = 0x01;
    private const int PunchHole = 0x02;
    private const uint StartWriteback = 2;
    private const int Sequential = 2;
    private const int DontNeed = 4;
    private const int OnlyWithoutWaiting = 0x8;
    private const int EmptyPath = 0x1000;
    private const int WorkingDirectory = -100;
    private const uint BlocksField = 0x400;
    private const int BlocksOffset = 48;
    private const int StatisticsSize = 256;

    /// <summary>On disk afterwards: the bytes, and the length of the file.</summary>
    public static void SyncData(SafeFileHandle file)
    {
        int result;
        do result = FileDataSync(file); while (result != 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted);
        ThrowIfFailed(result);
    }

    /// <summary>Takes the room that a file will need, or fails where there is too little; a file system that cannot is left to find out by itself.</summary>
    public static void Reserve(SafeFileHandle file, long length)
    {
        var result = Allocate(file, KeepSize, 0, length);
        if (result != 0 && Marshal.GetLastPInvokeError() is Errno.NotSupported or Errno.NotImplemented) return;
        ThrowIfFailed(result);
    }

    /// <summary>The range reads as zeros and its whole blocks are free; false where the file system has no holes.</summary>
    public static bool TryPunch(SafeFileHandle file, long offset, long length)
    {
        var result = Allocate(file, KeepSize | PunchHole, offset, length);
        if (result != 0 && Marshal.GetLastPInvokeError() is Errno.NotSupported or Errno.NotImplemented) return false;
        ThrowIfFailed(result);
        return true;
    }

    /// <summary>Lets the disk begin, so that the sync at the end finds little left to do. Only a hint.</summary>
    public static void BeginWriteback(SafeFileHandle file, long offset, long length) => _ = SyncRange(file, offset, length, StartWriteback);

    public static void ExpectSequentialReads(SafeFileHandle file) => _ = Advise(file, 0, 0, Sequential);

    /// <summary>Forgets what the system holds in memory, so that the next read comes from the medium.</summary>
    public static void ForgetCache(SafeFileHandle file, long offset, long length) => _ = Advise(file, offset, length, DontNeed);

    /// <summary>How many bytes the memory of the system could give at once: 0 when the disk must be asked, null when the file system cannot say.</summary>
    public static unsafe int? ReadWithoutWaiting(SafeFileHandle file, Span<byte> target, long offset)
    {
        fixed (byte* start = target)
        {
            var vector = new Vector { Start = start, Length = (nuint)target.Length };
            var count = ReadVector(file, &vector, 1, offset, OnlyWithoutWaiting);
            if (count >= 0) return (int)count;
        }
        return Marshal.GetLastPInvokeError() is Errno.Again ? 0 : null;
    }

    public static unsafe long AllocatedBytes(SafeFileHandle file)
    {
        var statistics = stackalloc byte[StatisticsSize];
        ThrowIfFailed(Statistics(file, "", EmptyPath, BlocksField, statistics));
        return *(long*)(statistics + BlocksOffset) * 512;
    }

    /// <summary>Without opening the file; nothing for one that is gone.</summary>
    public static unsafe long AllocatedBytes(string path)
    {
        var statistics = stackalloc byte[StatisticsSize];
        var result = StatisticsOf(WorkingDirectory, path, 0, BlocksField, statistics);
        if (result != 0 && Marshal.GetLastPInvokeError() == Errno.NotFound) return 0;
        ThrowIfFailed(result);
        return *(long*)(statistics + BlocksOffset) * 512;
    }

    private static void ThrowIfFailed(int result)
    {
        if (result == 0) return;
        var error = Marshal.GetLastPInvokeError();
        throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FileDataSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int Allocate(SafeFileHandle file, int mode, long offset, long length);

    [LibraryImport("libc", EntryPoint = "sync_file_range", SetLastError = true)]
    private static partial int SyncRange(SafeFileHandle file, long offset, long length, uint flags);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);

    [LibraryImport("libc", EntryPoint = "preadv2", SetLastError = true)]
    private static unsafe partial nint ReadVector(SafeFileHandle file, Vector* vectors, int count, long offset, int flags);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static unsafe partial int Statistics(SafeFileHandle file, string path, int flags, uint mask, byte* statistics);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static unsafe partial int StatisticsOf(int folder, string path, int flags, uint mask, byte* statistics);

    private unsafe struct Vector
    {
        public byte* Start;
        public nuint Length;
    }
}
