using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

// Lets calls into the system be compiled ahead of time and in place. Otherwise each goes through a stub that is made at the first call, and a
// walk spends as long in stubs as in the kernel.
[assembly: DisableRuntimeMarshalling]

namespace Athanor.Datasets.Client.Sources;

/// <summary>
/// The system calls that a walk is made of, one per file. The framework's own make three, and a string for each name; its errors name
/// no file either.
/// </summary>
internal static unsafe partial class LinuxFiles
{
    public const int NotFound = 2;
    public const int Interrupted = 4;
    public const int NotPermitted = 13;
    public const int NotFolder = 20;
    public const int TooManyLinks = 40;

    private const int WorkingDirectory = -100;
    private const int CloseOnExecute = 0x80000;
    private const int WithoutWaiting = 0x800;
    private const int DoNotFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicFields = 0x7ff;

    // The two architectures that we publish for give these flags different bits.
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
    private static readonly int FolderOnly = IsArm ? 0x4000 : 0x10000;
    private static readonly int NoLink = IsArm ? 0x8000 : 0x20000;

    /// <summary>
    /// The root may be reached over a link, since somebody named it; a folder found below it may not. The slash at the end of its path
    /// is taken off, because with one the kernel follows a link whatever the flags say.
    /// </summary>
    public static SafeFileHandle OpenFolder(ReadOnlySpan<byte> root, ReadOnlySpan<byte> folder)
    {
        byte[] path = folder.IsEmpty ? [.. root, 0] : [.. root, .. folder[..^1], 0];
        fixed (byte* text = path) return OpenAt(WorkingDirectory, text, CloseOnExecute | FolderOnly | (folder.IsEmpty ? 0 : NoLink), 0);
    }

    /// <summary>What replaced the file since it was listed is not followed, if it is a link, nor waited for, if it is a pipe.</summary>
    public static SafeFileHandle OpenFile(SafeFileHandle folder, ReadOnlySpan<byte> name)
    {
        fixed (byte* text = name) return OpenIn(folder, text, CloseOnExecute | WithoutWaiting | NoLink, 0);
    }

    /// <summary>Raw entries of a folder; 0 at its end.</summary>
    public static int ReadEntries(SafeFileHandle folder, Span<byte> buffer)
    {
        fixed (byte* start = buffer) return (int)GetEntries(folder, start, (nuint)buffer.Length);
    }

    /// <summary>
    /// The state of a file whose name ends in a zero; false with an error number where it cannot be had. There is one such call per file
    /// of a walk, so the one that is made first neither counts uses of the handle nor asks for an error number: a call that failed is made again to learn it.
    /// </summary>
    public static bool TryDescribe(SafeFileHandle folder, ReadOnlySpan<byte> name, out FileState state)
    {
        fixed (byte* text = name)
        fixed (FileState* target = &state)
        {
            var isKnown = DescribeFast((int)folder.DangerousGetHandle(), text, DoNotFollow, BasicFields, target) == 0
                || Describe(folder, text, DoNotFollow, BasicFields, target) == 0;
            GC.KeepAlive(folder);
            return isKnown;
        }
    }

    public static bool TryDescribe(SafeFileHandle file, out FileState state)
    {
        byte nothing = 0;
        fixed (FileState* target = &state) return Describe(file, &nothing, EmptyPath, BasicFields, target) == 0;
    }

    /// <summary>What lies at a path, which is not opened: to open a pipe would be to wait for its other end.</summary>
    public static FileKind KindOf(string path)
    {
        FileState state = default;
        fixed (byte* text = Encoding.UTF8.GetBytes($"{path}\0"))
            return DescribeFast(WorkingDirectory, text, DoNotFollow, BasicFields, &state) == 0 ? state.Kind : FileKind.Unknown;
    }

    /// <summary>As many bytes as there are, up to the length of the target.</summary>
    public static int Read(SafeFileHandle file, Span<byte> target)
    {
        var done = 0;
        fixed (byte* start = target)
        {
            while (done < target.Length)
            {
                var count = ReadBytes(file, start + done, (nuint)(target.Length - done));
                if (count == 0) break;
                if (count > 0) done += (int)count;
                else if (LastError() != Interrupted) throw Failure();
            }
        }
        return done;
    }

    public static int LastError() => Marshal.GetLastPInvokeError();

    public static IOException Failure() => new(Marshal.GetLastPInvokeErrorMessage(), LastError());

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static partial SafeFileHandle OpenAt(int folder, byte* path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static partial SafeFileHandle OpenIn(SafeFileHandle folder, byte* path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "getdents64", SetLastError = true)]
    private static partial nint GetEntries(SafeFileHandle folder, byte* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static partial int Describe(SafeFileHandle folder, byte* path, int flags, uint mask, FileState* state);

    [LibraryImport("libc", EntryPoint = "statx")]
    private static partial int DescribeFast(int folder, byte* path, int flags, uint mask, FileState* state);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadBytes(SafeFileHandle file, byte* target, nuint length);
}
