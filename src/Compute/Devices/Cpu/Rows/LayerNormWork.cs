using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Lanes;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Rows;

internal readonly unsafe struct LayerNormWork(float* input, float* weight, float* bias, float* output, float* statistics, long columns, float epsilon) : IRangeWork
{
    [MethodImpl(Compiled.AsKernel)]
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        for (var row = begin; row < end; row++)
        {
            var x = input + (row * columns);
            var y = output + (row * columns);
            var mean = RowReductions.Sum<V>(x, columns) / columns;
            var inverse = 1 / MathF.Sqrt((RowReductions.Squares<V>(x, columns, mean) / columns) + epsilon);
            (statistics[row * 2], statistics[(row * 2) + 1]) = (mean, inverse);
            var (middle, scale) = (V.All(mean), V.All(inverse));
            for (var i = 0L; i < columns; i += V.Count)
            {
                var normal = (LaneMath.Load<V>(x + i, columns - i) - middle) * scale;
                LaneMath.Store(V.MultiplyAdd(normal, LaneMath.Load<V>(weight + i, columns - i), LaneMath.Load<V>(bias + i, columns - i)), y + i, columns - i);
            }
        }
    }
}

/// <summary>sums is [parts, 2, columns]: what the rows of a part add to the gradients of weight and bias.</summary>
internal readonly unsafe struct LayerNormBackwardWork(float* input, float* weight, float* statistics, float* outputGradient, float* inputGradient, long columns, float* sums, long stride) : IRangeWork
{
    [MethodImpl(Compiled.AsKernel)]
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        var ofWeight = sums + (part * stride);
        var ofBias = ofWeight + columns;
        new Span<float>(ofWeight, (int)(2 * columns)).Clear();
        for (var row = begin; row < end; row++)
        {
            var x = input + (row * columns);
            var dy = outputGradient + (row * columns);
            var (mean, inverse) = (V.All(statistics[row * 2]), V.All(statistics[(row * 2) + 1]));
            var (plain, along) = (V.All(0), V.All(0));
            for (var i = 0L; i < columns; i += V.Count)
            {
                var left = columns - i;
                var (gradient, normal) = (LaneMath.Load<V>(dy + i, left), (LaneMath.Load<V>(x + i, left) - mean) * inverse);
                var scaled = gradient * LaneMath.Load<V>(weight + i, left);
                plain += scaled;
                along = V.MultiplyAdd(scaled, normal, along);
                LaneMath.Store(V.MultiplyAdd(gradient, normal, LaneMath.Load<V>(ofWeight + i, left)), ofWeight + i, left);
                LaneMath.Store(gradient + LaneMath.Load<V>(ofBias + i, left), ofBias + i, left);
            }
            var (allPlain, allAlong) = (V.All(plain.Sum() / columns), V.All(along.Sum() / columns));
            for (var i = 0L; i < columns; i += V.Count)
            {
                var left = columns - i;
                var normal = (LaneMath.Load<V>(x + i, left) - mean) * inverse;
                var result = ((LaneMath.Load<V>(dy + i, left) * LaneMath.Load<V>(weight + i, left)) - allPlain - (normal * allAlong)) * inverse;
                LaneMath.Store(result, inputGradient + (row * columns) + i, left);
            }
        }
    }
}
