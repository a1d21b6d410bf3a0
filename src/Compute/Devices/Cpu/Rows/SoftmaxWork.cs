using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Lanes;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Rows;

internal readonly unsafe struct SoftmaxWork(float* input, float* output, long columns) : IRangeWork
{
    [MethodImpl(Compiled.AsKernel)]
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        for (var row = begin; row < end; row++)
        {
            var x = input + (row * columns);
            var y = output + (row * columns);
            var scale = V.All(1 / RowReductions.Exponentials<V>(x, y, columns, RowReductions.Largest<V>(x, columns)));
            for (var i = 0L; i < columns; i += V.Count) LaneMath.Store(LaneMath.Load<V>(y + i, columns - i) * scale, y + i, columns - i);
        }
    }
}

/// <summary>The gradient may lie on the logits, so all that is needed of a row is taken before it is written.</summary>
internal readonly unsafe struct CrossEntropyWork(float* logits, int* targets, float* losses, float* gradients, long classes, float scale, float smoothing) : IRangeWork
{
    [MethodImpl(Compiled.AsKernel)]
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        for (var row = begin; row < end; row++)
        {
            var gradient = gradients + (row * classes);
            losses[row] = targets[row] < 0 ? 0 : Row<V>(logits + (row * classes), gradient, targets[row]);
            if (targets[row] < 0) new Span<float>(gradient, (int)classes).Clear();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float Row<V>(float* x, float* gradient, int target) where V : unmanaged, ILanes<V>
    {
        var largest = RowReductions.Largest<V>(x, classes);
        var wanted = ((1 - smoothing) * (x[target] - largest)) + (smoothing == 0 ? 0 : smoothing * ((RowReductions.Sum<V>(x, classes) / classes) - largest));
        var sum = RowReductions.Exponentials<V>(x, gradient, classes, largest);
        var (factor, share) = (V.All(scale / sum), V.All(-scale * smoothing / classes));
        for (var i = 0L; i < classes; i += V.Count) LaneMath.Store(V.MultiplyAdd(LaneMath.Load<V>(gradient + i, classes - i), factor, share), gradient + i, classes - i);
        gradient[target] -= scale * (1 - smoothing);
        return MathF.Log(sum) - wanted;
    }
}
