using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Lanes;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Rows;

internal readonly unsafe struct RowAdded(float* target, float* row, long columns) : IRangeWork
{
    [MethodImpl(Compiled.AsKernel)]
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        for (var to = target + (begin * columns); to < target + (end * columns); to += columns)
        {
            for (var i = 0L; i < columns; i += V.Count) LaneMath.Store(LaneMath.Load<V>(to + i, columns - i) + LaneMath.Load<V>(row + i, columns - i), to + i, columns - i);
        }
    }
}
