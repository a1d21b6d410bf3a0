using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Datasets.Loading.Shards;

/// <summary>The system calls about memory that files are mapped into.</summary>
internal static unsafe partial class LinuxMemory
{
    public const int BadAddress = 14;
    public const int BadHardware = 133;

    /// <summary>Begin to read it, and do not wait.</summary>
    public const int WillNeed = 3;

    /// <summary>Read it and enter it into the page table; what cannot be read is an error, where touching it would be a signal. Since Linux 5.14.</summary>
    public const int PopulateRead = 22;

    private const int Read = 1;
    private const int Shared = 1;
    private const int ThisThread = 1;

    /// <summary>Null where a file cannot be mapped.</summary>
    public static MappedPages? TryMap(SafeFileHandle file, long length)
    {
        var start = Map(0, (nuint)length, Read, Shared, file, 0);
        return start == -1 ? null : new(start, length);
    }

    public static bool Unmap(nint start, long length) => Unmap(start, (nuint)length) == 0;

    /// <summary>0, or the number of the error.</summary>
    public static int Advise(byte* start, long length, int advice) => Advise(start, (nuint)length, advice) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>How often this thread read from a disk so far, on purpose or because it touched what was not in memory.</summary>
    public static long DiskReads()
    {
        ResourceUsage usage;
        return GetUsage(ThisThread, &usage) == 0 ? usage.MajorFaults + usage.BlocksRead : 0;
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, SafeFileHandle file, long offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint start, nuint length);

    [LibraryImport("libc", EntryPoint = "madvise", SetLastError = true)]
    private static partial int Advise(byte* start, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, ResourceUsage* usage);

    // The system's struct rusage: two times, then fourteen numbers.
    [StructLayout(LayoutKind.Explicit, Size = 144)]
    private struct ResourceUsage
    {
        [FieldOffset(72)]
        public long MajorFaults;

        [FieldOffset(88)]
        public long BlocksRead;
    }
}
