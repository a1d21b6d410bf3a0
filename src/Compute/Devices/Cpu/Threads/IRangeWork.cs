using Athanor.Compute.Devices.Cpu.Lanes;

namespace Athanor.Compute.Devices.Cpu.Threads;

/// <summary>Work on a range of many like things, such as elements or rows, written once for every width of vectors.</summary>
internal interface IRangeWork
{
    void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>;
}
