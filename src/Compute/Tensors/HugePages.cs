using System.Runtime.InteropServices;

namespace Athanor.Compute.Tensors;

/// <summary>
/// Asks Linux to keep large memory in pages of 2 MiB: walking down the columns of a matrix meets another page with each row, and the processor remembers few of them.
/// Where they are switched off or there are none left, all works as before.
/// </summary>
internal static unsafe partial class HugePages
{
    private const int Size = 2 << 20;
    private const int AdviseHuge = 14;

    public static nuint AlignmentOf(nuint bytes) => bytes < Size ? (nuint)Tensor.Alignment : Size;

    /// <summary>Of memory that nothing was written to yet.</summary>
    public static void Ask(void* start, nuint bytes)
    {
        if (bytes >= Size && OperatingSystem.IsLinux()) _ = Advise(start, bytes, AdviseHuge);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Advise(void* start, nuint bytes, int advice);
}
