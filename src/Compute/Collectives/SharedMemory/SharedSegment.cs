using System.Security.Cryptography;
using Athanor.Compute.Collectives.Native;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Compute.Collectives.SharedMemory;

/// <summary>A file that all ranks of one machine map into their memory. Each holds the lock of its byte in it for as long as its process lives.</summary>
internal sealed unsafe class SharedSegment : IDisposable
{
    public const int KeyBytes = 32;
    private readonly SafeFileHandle _file;
    private readonly long _length;
    private readonly int _rank;

    private SharedSegment(SafeFileHandle file, long length, int rank)
    {
        (_file, _length, _rank) = (file, length, rank);
        Start = LinuxCalls.Map(file, length);
    }

    public byte* Start { get; }

    /// <summary>The file is private to its user, and whoever takes part knows its key.</summary>
    public static SharedSegment Create(string path, ReadOnlySpan<byte> key, SegmentLayout layout)
    {
        Reserve(path, layout.Total);
        var file = OpenShared(path);
        var segment = new SharedSegment(file, layout.Total, 0);
        key.CopyTo(new Span<byte>(segment.Start + SegmentLayout.Key, KeyBytes));
        return segment.Occupied(path);
    }

    public static SharedSegment Open(string path, ReadOnlySpan<byte> key, SegmentLayout layout, int rank)
    {
        var file = OpenShared(path);
        if (RandomAccess.GetLength(file) != layout.Total) throw new CollectiveException($"The shared memory {path} has another size than this gang's.");
        var segment = new SharedSegment(file, layout.Total, rank);
        if (!CryptographicOperations.FixedTimeEquals(key, new(segment.Start + SegmentLayout.Key, KeyBytes))) throw new CollectiveException($"The shared memory {path} is not this gang's.");
        return segment.Occupied(path);
    }

    public bool IsHere(int rank) => rank == _rank || LinuxCalls.IsLocked(_file, rank);

    public void Dispose()
    {
        LinuxCalls.Unmap(Start, _length);
        _file.Dispose();
    }

    // Memory that is promised and then not there ends whoever touches it, without a word.
    private static void Reserve(string path, long length)
    {
        try
        {
            using var created = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = length, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
            created.SetLength(length);
        }
        catch (IOException full)
        {
            throw new CollectiveException($"There are no {length >> 20} MiB of shared memory to be had in {Path.GetDirectoryName(path)}: {full.Message}", full);
        }
    }

    // Without the lock that the framework would take.
    private static SafeFileHandle OpenShared(string path) => File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    private SharedSegment Occupied(string path) => LinuxCalls.TryLock(_file, _rank) ? this : throw new CollectiveException($"Another process holds the place of rank {_rank} in {path}, or its file system knows no locks.");
}
