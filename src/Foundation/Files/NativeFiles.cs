using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Foundation.Files;

/// <summary>What the framework does not offer: directories cannot be opened as files there.</summary>
internal static partial class NativeFiles
{
    // O_RDONLY | O_DIRECTORY | O_CLOEXEC. O_DIRECTORY differs between the two architectures we publish for.
    public static int ReadOnlyDirectory { get; } = 0x80000 | (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x4000 : 0x10000);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(SafeFileHandle file);
}
