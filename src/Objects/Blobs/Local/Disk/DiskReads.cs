using Microsoft.Win32.SafeHandles;

namespace Athanor.Objects.Blobs.Local.Disk;

/// <summary>
/// Reads at once what the system holds in memory, on the caller's thread, and asks a disk thread for the rest: a hot read costs one
/// system call, and a cold one blocks no thread of the pool.
/// </summary>
internal sealed class DiskReads(DiskThreads threads)
{
    /// <summary>How many bytes there were: fewer than asked for only at the end of the file.</summary>
    public ValueTask<int> ReadAsync(SafeFileHandle file, Memory<byte> target, long offset)
    {
        var count = NativeCalls.ReadWithoutWaiting(file, target.Span, offset);
        if (count == target.Length) return new(target.Length);
        return count is null ? new(Read(file, target.Span, offset, 0)) : new(ReadRestAsync(file, target, offset, count.Value));
    }

    public static int Read(SafeFileHandle file, Span<byte> target, long offset) => Read(file, target, offset, 0);

    // A method of its own, so that the hot path allocates no closure.
    private Task<int> ReadRestAsync(SafeFileHandle file, Memory<byte> target, long offset, int count) => threads.RunAsync(() => Read(file, target.Span, offset, count));

    private static int Read(SafeFileHandle file, Span<byte> target, long offset, int count)
    {
        while (count < target.Length && RandomAccess.Read(file, target[count..], offset + count) is > 0 and var more) count += more;
        return count;
    }
}
