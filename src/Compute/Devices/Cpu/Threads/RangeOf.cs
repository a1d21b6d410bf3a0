using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Lanes;

namespace Athanor.Compute.Devices.Cpu.Threads;

/// <summary>Gives each part its share of a range.</summary>
internal readonly struct RangeOf<TWork, V>(TWork work, long length, long grain) : IWork where TWork : unmanaged, IRangeWork where V : unmanaged, ILanes<V>
{
    [MethodImpl(Compiled.AsKernel)]
    public void Run(int part, int parts)
    {
        var share = Share.Of(length, part, parts, grain);
        if (share.Length > 0) work.Run<V>(share.Begin, share.End, part);
    }
}
