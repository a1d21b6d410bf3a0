using Athanor.Compute.Devices.Cpu.Lanes;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Rows;

/// <summary>Each part adds up its own rows: sums is [parts, columns], each a stride on.</summary>
internal readonly unsafe struct RowSums(float* source, long columns, float* sums, long stride) : IRangeWork
{
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        var from = source + (begin * columns);
        ColumnSums.Take<V, Itself>(from, from, from, end - begin, columns, sums + (part * stride));
    }
}
