using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Lanes;
using Athanor.Compute.Devices.Cpu.Products;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Sequences;

internal readonly unsafe struct EmbeddingWork(float* table, int* indices, float* output, int columns) : IRangeWork
{
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        for (var i = begin; i < end; i++) LanesTogether.Copy(table + ((long)indices[i] * columns), output + (i * columns), columns);
    }
}

/// <summary>A range of columns, through all indices in order: two places with the same word never meet in two threads.</summary>
internal readonly unsafe struct EmbeddingBackwardWork(int* indices, long count, float* outputGradient, float* tableGradient, long columns) : IRangeWork
{
    [MethodImpl(Compiled.AsKernel)]
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        for (var row = 0L; row < count; row++)
        {
            var from = outputGradient + (row * columns);
            var to = tableGradient + (indices[row] * columns);
            for (var i = begin; i < end; i += V.Count) LaneMath.Store(LaneMath.Load<V>(to + i, end - i) + LaneMath.Load<V>(from + i, end - i), to + i, end - i);
        }
    }
}
