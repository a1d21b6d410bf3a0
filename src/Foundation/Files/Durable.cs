using Microsoft.Win32.SafeHandles;

namespace Athanor.Foundation.Files;

public static class Durable
{
    /// <summary>A new or renamed file survives power loss only once its directory is on disk as well.</summary>
    public static void SyncDirectory(string path)
    {
        using var directory = OpenDirectory(path);
        if (NativeFiles.Sync(directory) != 0) throw new IOException($"The directory {path} could not be written to disk.");
    }

    private static SafeFileHandle OpenDirectory(string path)
    {
        var handle = NativeFiles.Open(path, NativeFiles.ReadOnlyDirectory);
        return handle.IsInvalid ? throw new IOException($"The directory {path} could not be opened.") : handle;
    }
}
