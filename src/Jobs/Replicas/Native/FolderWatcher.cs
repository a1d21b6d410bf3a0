using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Jobs.Replicas.Native;

/// <summary>One inotify for the whole process, since a machine has few of them, and one thread that reads it. The framework's own takes one of each for every folder.</summary>
internal sealed class FolderWatcher
{
    private const int CloseOnExec = 0x80000;
    private const uint Modified = 0x2, ClosedAfterWriting = 0x8, MovedHere = 0x80, Created = 0x100;
    private const int LengthOffset = 12;
    private const int HeaderSize = 16;

    private static readonly Lazy<FolderWatcher> Only = new(() => new());
    private readonly Lock _lock = new();
    private readonly Dictionary<int, HashSet<FolderEvents>> _listeners = [];
    private readonly SafeFileHandle _watcher = LibC.CreateWatcher(CloseOnExec);

    private FolderWatcher()
    {
        if (!_watcher.IsInvalid) new Thread(Listen) { IsBackground = true, Name = "folder watcher" }.Start();
    }

    public static FolderWatcher Shared => Only.Value;

    /// <summary>Null where the folder cannot be watched: it is not there, or the machine has no watches left.</summary>
    public int? Add(string folder, FolderEvents listener)
    {
        lock (_lock)
        {
            if (_watcher.IsInvalid) return null;
            var watch = LibC.AddWatch(_watcher, folder, Modified | ClosedAfterWriting | MovedHere | Created);
            if (watch < 0) return null;
            if (!_listeners.TryGetValue(watch, out var listeners)) _listeners[watch] = listeners = [];
            listeners.Add(listener);
            return watch;
        }
    }

    public void Remove(int watch, FolderEvents listener)
    {
        lock (_lock)
        {
            if (!_listeners.TryGetValue(watch, out var listeners) || !listeners.Remove(listener) || listeners.Count > 0) return;
            _listeners.Remove(watch);
            _ = LibC.RemoveWatch(_watcher, watch);
        }
    }

    private unsafe void Listen()
    {
        var buffer = stackalloc byte[64 << 10];
        while (LibC.Read(_watcher, buffer, 64 << 10) is var count && (count > 0 || LibC.LastError == Errno.Interrupted))
        {
            for (var offset = 0; offset < count; offset += HeaderSize + *(int*)(buffer + offset + LengthOffset))
            {
                var hasName = *(int*)(buffer + offset + LengthOffset) > 0;
                Tell(*(int*)(buffer + offset), hasName ? Marshal.PtrToStringUTF8((nint)(buffer + offset + HeaderSize))! : "");
            }
        }
    }

    // When events were lost the kernel says so with watch -1: then everybody looks.
    private void Tell(int watch, string name)
    {
        lock (_lock)
        {
            foreach (var listener in watch < 0 ? _listeners.Values.SelectMany(all => all) : _listeners.GetValueOrDefault(watch) ?? []) listener.Tell(watch < 0 ? null : name);
        }
    }
}
