using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Lanes;

namespace Athanor.Compute.Devices.Cpu.Elements;

internal readonly struct Scaled(float factor) : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x) where V : unmanaged, ILanes<V> => x * V.All(factor);
}

/// <summary>x + factor · y.</summary>
internal readonly struct ScaledSum(float factor) : IMap2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x, V y) where V : unmanaged, ILanes<V> => V.MultiplyAdd(V.All(factor), y, x);
}
