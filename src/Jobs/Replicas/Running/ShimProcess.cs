using System.Globalization;
using Athanor.Jobs.Replicas.Native;

namespace Athanor.Jobs.Replicas.Running;

/// <summary>Makes this process one that stands alone.</summary>
internal static class ShimProcess
{
    private const int StandardError = 2;

    public static void StandAlone()
    {
        // Fails where we lead a group already, such as when a shell started us: then that shell's Ctrl+C is meant for us.
        _ = LibC.BecomeSessionLeader();

        // Whoever loses their parent below us becomes our child, and cannot get away.
        LibC.ThrowIfFailed(LibC.ControlProcess(LibC.SetChildSubreaper, 1, 0, 0, 0), "The shim could not take in what its replica leaves behind");
        InheritNothing();
    }

    /// <summary>The terminal of a server that may be long gone is no place to speak to.</summary>
    public static void SilenceErrors()
    {
        using var nowhere = LibC.Open("/dev/null", LibC.OpenReadWrite | LibC.OpenCloseOnExec, 0);
        _ = LibC.Duplicate(nowhere, StandardError);
    }

    // Files that whoever started us left open are not for our replicas.
    private static void InheritNothing()
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            var file = int.Parse(Path.GetFileName(entry), CultureInfo.InvariantCulture);
            if (file > StandardError) _ = LibC.Control(file, LibC.SetDescriptorFlags, LibC.CloseOnExec);
        }
    }
}
