using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Compute.Collectives.Native;

/// <summary>What the framework does not offer about shared memory, locks of a part of a file, and waiting for memory or for several sockets at once.</summary>
internal static unsafe partial class LinuxCalls
{
    public const int Interrupted = 4;
    public const int TryAgain = 11;
    public const short Readable = 1;
    public const short Writable = 4;
    private const int ReadAndWrite = 1 | 2;
    private const int Shared = 1;
    private const int WithoutWaiting = 0x40;
    private const int WithoutSignal = 0x4000;
    private const int SocketLevel = 1;
    private const int ReceiveLowWater = 18;
    private const int FutexWait = 0;
    private const int FutexWake = 1;
    private const int GetLock = 36;
    private const int SetLock = 37;
    private const short WriteLock = 1;
    private const short NoLock = 2;

    private static readonly nint FutexNumber = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 98 : 202;

    public static byte* Map(SafeFileHandle file, long length)
    {
        var start = Map(0, (nuint)length, ReadAndWrite, Shared, file, 0);
        return start == -1 ? throw Failure("Shared memory could not be mapped") : (byte*)start;
    }

    public static void Unmap(byte* start, long length) => _ = Unmap((nint)start, (nuint)length);

    /// <summary>Sleeps unless the word has changed already; until it is woken, at most for the time.</summary>
    public static void WaitWhile(uint* word, uint value, TimeSpan most)
    {
        var time = new Moment { Seconds = (long)most.TotalSeconds, Nanoseconds = most.Ticks % TimeSpan.TicksPerSecond * 100 };
        _ = Futex(FutexNumber, word, FutexWait, (nint)value, &time, null, 0);
    }

    public static void WakeAll(uint* word) => _ = Futex(FutexNumber, word, FutexWake, int.MaxValue, null, null, 0);

    /// <summary>Locks one byte of an open file. The kernel lets go of it with the last handle of this opening, however its process ends.</summary>
    public static bool TryLock(SafeFileHandle file, long at)
    {
        var range = new LockedRange { Kind = WriteLock, Start = at, Length = 1 };
        return Control(file, SetLock, &range) == 0;
    }

    /// <summary>Whether another opening of the file holds the byte.</summary>
    public static bool IsLocked(SafeFileHandle file, long at)
    {
        var range = new LockedRange { Kind = WriteLock, Start = at, Length = 1 };
        return Control(file, GetLock, &range) != 0 || range.Kind != NoLock;
    }

    /// <summary>How many bytes went; 0 where there is no room now, below 0 where nothing will ever go again.</summary>
    public static long TrySend(SafeHandle socket, byte* source, long count)
    {
        var sent = Send(socket, source, (nuint)count, WithoutWaiting | WithoutSignal);
        return sent >= 0 ? sent : IsPassing ? 0 : -1;
    }

    /// <summary>How many bytes came; 0 where there are none now, below 0 where nothing will ever come again.</summary>
    public static long TryReceive(SafeHandle socket, byte* target, long count)
    {
        var received = Receive(socket, target, (nuint)count, WithoutWaiting);
        return received > 0 ? received : received < 0 && IsPassing ? 0 : -1;
    }

    /// <summary>A connection counts as readable from so many bytes on.</summary>
    public static void SetLowWater(SafeHandle socket, int bytes) => _ = SetOption(socket, SocketLevel, ReceiveLowWater, &bytes, sizeof(int));

    public static void Poll(PolledSocket* sockets, int count, TimeSpan most) => _ = Poll(sockets, (nuint)count, (int)Math.Ceiling(most.TotalMilliseconds));

    private static bool IsPassing => Marshal.GetLastPInvokeError() is TryAgain or Interrupted;

    private static IOException Failure(string what) => new($"{what}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, SafeFileHandle file, long offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint start, nuint length);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Futex(nint number, uint* word, nint operation, nint value, Moment* time, uint* other, nint bits);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(SafeFileHandle file, int command, LockedRange* range);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(SafeHandle socket, byte* source, nuint count, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(SafeHandle socket, byte* target, nuint count, int flags);

    [LibraryImport("libc", EntryPoint = "setsockopt")]
    private static partial int SetOption(SafeHandle socket, int level, int name, int* value, int length);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(PolledSocket* sockets, nuint count, int milliseconds);

    /// <summary>struct pollfd</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PolledSocket
    {
        public int Socket;
        public short Events;
        public short Happened;
    }

    // struct timespec
    [StructLayout(LayoutKind.Sequential)]
    private struct Moment
    {
        public long Seconds;
        public long Nanoseconds;
    }

    // struct flock
    [StructLayout(LayoutKind.Sequential)]
    private struct LockedRange
    {
        public short Kind;
        public short Whence;
        public long Start;
        public long Length;
        public int Process;
    }
}
