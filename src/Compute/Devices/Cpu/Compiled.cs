using System.Runtime.CompilerServices;

namespace Athanor.Compute.Devices.Cpu;

internal static class Compiled
{
    /// <summary>
    /// At once, with all optimizations, and by itself: were a kernel part of whoever calls it, the compiler would run out of its budget half-way, and call a function for each
    /// addition of two vectors.
    /// </summary>
    public const MethodImplOptions AsKernel = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
}
