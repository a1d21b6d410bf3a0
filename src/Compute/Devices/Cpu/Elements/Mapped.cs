using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Lanes;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Elements;

/// <summary>to[i] = map(from[i]).</summary>
internal readonly unsafe struct Mapped<TMap>(TMap map, float* from, float* to) : IRangeWork where TMap : unmanaged, IMap
{
    [MethodImpl(Compiled.AsKernel)]
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        for (var i = begin; i < end; i += V.Count) LaneMath.Store(map.Of(LaneMath.Load<V>(from + i, end - i)), to + i, end - i);
    }
}

/// <summary>to[i] = map(one[i], other[i]).</summary>
internal readonly unsafe struct Mapped2<TMap>(TMap map, float* one, float* other, float* to) : IRangeWork where TMap : unmanaged, IMap2
{
    [MethodImpl(Compiled.AsKernel)]
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        for (var i = begin; i < end; i += V.Count) LaneMath.Store(map.Of(LaneMath.Load<V>(one + i, end - i), LaneMath.Load<V>(other + i, end - i)), to + i, end - i);
    }
}
