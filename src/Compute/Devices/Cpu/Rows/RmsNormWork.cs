using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Lanes;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Rows;

internal readonly unsafe struct RmsNormWork(float* input, float* weight, float* output, float* statistics, long columns, float epsilon) : IRangeWork
{
    [MethodImpl(Compiled.AsKernel)]
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        for (var row = begin; row < end; row++)
        {
            var x = input + (row * columns);
            var y = output + (row * columns);
            var inverse = 1 / MathF.Sqrt((RowReductions.Squares<V>(x, columns, 0) / columns) + epsilon);
            statistics[row] = inverse;
            for (var i = 0L; i < columns; i += V.Count) LaneMath.Store(LaneMath.Load<V>(x + i, columns - i) * V.All(inverse) * LaneMath.Load<V>(weight + i, columns - i), y + i, columns - i);
        }
    }
}

/// <summary>sums is [parts, columns]: what the rows of a part add to the gradient of the weight.</summary>
internal readonly unsafe struct RmsNormBackwardWork(float* input, float* weight, float* statistics, float* outputGradient, float* inputGradient, long columns, float* sums, long stride) : IRangeWork
{
    [MethodImpl(Compiled.AsKernel)]
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        var ofWeight = sums + (part * stride);
        new Span<float>(ofWeight, (int)columns).Clear();
        for (var row = begin; row < end; row++)
        {
            var x = input + (row * columns);
            var dy = outputGradient + (row * columns);
            var (inverse, along) = (V.All(statistics[row]), V.All(0));
            for (var i = 0L; i < columns; i += V.Count)
            {
                var left = columns - i;
                var (gradient, normal) = (LaneMath.Load<V>(dy + i, left), LaneMath.Load<V>(x + i, left) * inverse);
                along = V.MultiplyAdd(gradient * LaneMath.Load<V>(weight + i, left), normal, along);
                LaneMath.Store(V.MultiplyAdd(gradient, normal, LaneMath.Load<V>(ofWeight + i, left)), ofWeight + i, left);
            }
            var allAlong = V.All(along.Sum() / columns) * inverse;
            for (var i = 0L; i < columns; i += V.Count)
            {
                var left = columns - i;
                var result = ((LaneMath.Load<V>(dy + i, left) * LaneMath.Load<V>(weight + i, left)) - (LaneMath.Load<V>(x + i, left) * allAlong)) * inverse;
                LaneMath.Store(result, inputGradient + (row * columns) + i, left);
            }
        }
    }
}
