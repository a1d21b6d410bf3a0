using System.Runtime.InteropServices;

namespace Athanor.Foundation.Databases.Backups;

/// <summary>A new name in a folder survives a power failure only once the folder itself is synced, which .NET has no word for.</summary>
internal static partial class DurableFolder
{
    private const int ReadOnlyFolder = 0x10000;

    public static void Sync(string path)
    {
        if (!OperatingSystem.IsLinux()) return;

        var folder = Open(path, ReadOnlyFolder);
        if (folder < 0) throw new IOException($"The folder {path} cannot be opened ({Marshal.GetLastPInvokeErrorMessage()}).");
        var failed = Sync(folder) != 0;
        _ = Close(folder);
        if (failed) throw new IOException($"The folder {path} cannot be synced.");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int file);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);
}
