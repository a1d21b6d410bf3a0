using System.Globalization;
using System.Text;
using Athanor.Jobs.Replicas.Native;
using Athanor.Jobs.Replicas.Running;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Jobs.Replicas;

/// <summary>
/// The lock of a replica's folder, taken by flock: the kernel lets go of it when its holder dies, however it dies. Its text says who took it last.
/// </summary>
internal sealed class ReplicaLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);
    private readonly SafeFileHandle _file;

    private ReplicaLock(SafeFileHandle file) => _file = file;

    /// <summary>Takes it for this process; null where another one holds it. Whoever looks at it holds it for a moment, too, so one refusal is none.</summary>
    public static ReplicaLock? TryTake(ReplicaFolder folder)
    {
        var file = LibC.Open(folder.LockFile, LibC.OpenReadWrite | LibC.OpenCreate | LibC.OpenCloseOnExec, 0b110_000_000);
        LibC.ThrowIfFailed(file.IsInvalid ? -1 : 0, $"The lock {folder.LockFile} could not be opened");
        for (var attempt = 0; LibC.Lock(file, LibC.LockExclusive | LibC.LockWithoutWaiting) != 0; attempt++)
        {
            if (attempt == 10)
            {
                file.Dispose();
                return null;
            }
            LibC.Pause(Patience);
        }
        Sign(file);
        return new(file);
    }

    public static ReplicaStanding Look(ReplicaFolder folder)
    {
        using var file = LibC.Open(folder.LockFile, LibC.OpenReadOnly | LibC.OpenCloseOnExec, 0);
        if (file.IsInvalid) return LibC.LastError == Errno.NotFound ? ReplicaStanding.Waiting : throw LibC.Failure(LibC.LastError, $"The lock {folder.LockFile} could not be opened");
        return LibC.Lock(file, LibC.LockShared | LibC.LockWithoutWaiting) != 0 ? ReplicaStanding.Held : RandomAccess.GetLength(file) == 0 ? ReplicaStanding.Waiting : ReplicaStanding.Orphaned;
    }

    /// <summary>The process that holds the lock; null where nobody does, or somebody on another machine.</summary>
    public static int? HolderOf(ReplicaFolder folder)
    {
        if (Look(folder) != ReplicaStanding.Held) return null;

        // A process number is given out again. Together with the moment of its start it is a process's own, and a holder of the lock lives.
        var words = ReadSignature(folder).Split(' ', 3);
        if (words.Length < 3 || words[2].TrimEnd('\n') != Environment.MachineName) return null;
        if (!int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var process) || !long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var start)) return null;
        return ProcessTree.StartOf(process) == start ? process : null;
    }

    public void Dispose() => _file.Dispose();

    // Not opened by the framework, which would ask for a lock itself.
    private static string ReadSignature(ReplicaFolder folder)
    {
        using var file = LibC.Open(folder.LockFile, LibC.OpenReadOnly | LibC.OpenCloseOnExec, 0);
        if (file.IsInvalid) return "";
        Span<byte> text = stackalloc byte[512];
        return Encoding.UTF8.GetString(text[..RandomAccess.Read(file, text, 0)]);
    }

    // That it is longer than nothing says that it was held once, and takes no room: a full disk must not keep a replica from running. Only stopping it takes a second longer then.
    private static void Sign(SafeFileHandle file)
    {
        RandomAccess.SetLength(file, 1);
        try
        {
            RandomAccess.Write(file, Encoding.UTF8.GetBytes($"{Environment.ProcessId} {ProcessTree.StartOf(Environment.ProcessId)} {Environment.MachineName}\n"), 0);
        }
        catch (IOException)
        {
        }
    }
}
