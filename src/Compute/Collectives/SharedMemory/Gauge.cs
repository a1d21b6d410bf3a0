using System.Runtime.InteropServices;
using Athanor.Compute.Collectives.Native;

namespace Athanor.Compute.Collectives.SharedMemory;

/// <summary>A number in shared memory that only its owner raises, and others wait for. It wraps around, so it is compared by difference.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Gauge
{
    private uint _value;
    private int _sleepers;

    public static uint Read(Gauge* gauge) => Volatile.Read(ref gauge->_value);

    public static bool HasReached(Gauge* gauge, uint value) => (int)(Read(gauge) - value) >= 0;

    public static void Raise(Gauge* gauge)
    {
        Volatile.Write(ref gauge->_value, gauge->_value + 1);

        // The new value is seen before it is asked who sleeps: whoever sleeps later finds it changed.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref gauge->_sleepers) > 0) LinuxCalls.WakeAll(&gauge->_value);
    }

    /// <summary>Returns when it has been raised so far, and sometimes before.</summary>
    public static void Sleep(Gauge* gauge, uint value, TimeSpan most)
    {
        Interlocked.Increment(ref gauge->_sleepers);
        var seen = Read(gauge);
        if ((int)(seen - value) < 0) LinuxCalls.WaitWhile(&gauge->_value, seen, most);
        Interlocked.Decrement(ref gauge->_sleepers);
    }
}
