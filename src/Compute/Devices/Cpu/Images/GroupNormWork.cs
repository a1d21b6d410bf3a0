using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Lanes;
using Athanor.Compute.Devices.Cpu.Rows;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Images;

internal readonly record struct GroupShape(long Places, int Channels, int Groups)
{
    public int Width => Channels / Groups;

    public float Count => Places * Width;
}

/// <summary>A range of images. scratch is [parts, 2, channels].</summary>
internal readonly unsafe struct GroupNormWork(float* input, float* weight, float* bias, float* output, float* statistics, GroupShape shape, float epsilon, float* scratch, long stride) : IRangeWork
{
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        var one = scratch + (part * stride);
        var other = one + shape.Channels;
        for (var image = begin; image < end; image++)
        {
            var x = input + (image * shape.Places * shape.Channels);
            var kept = statistics + (image * shape.Groups * 2);
            ColumnSums.Take<V, Itself>(x, x, x, shape.Places, shape.Channels, one);
            for (var group = 0; group < shape.Groups; group++) kept[group * 2] = Groups.Sum(one, shape, group) / shape.Count;
            for (var channel = 0; channel < shape.Channels; channel++) other[channel] = kept[channel / shape.Width * 2];
            ColumnSums.Take<V, SquareFromMean>(x, x, other, shape.Places, shape.Channels, one);
            for (var group = 0; group < shape.Groups; group++) kept[(group * 2) + 1] = 1 / MathF.Sqrt((Groups.Sum(one, shape, group) / shape.Count) + epsilon);
            for (var channel = 0; channel < shape.Channels; channel++) one[channel] = kept[(channel / shape.Width * 2) + 1] * weight[channel];
            Apply<V>(x, one, other, output + (image * shape.Places * shape.Channels));
        }
    }

    // y = (x - mean) · scale + bias
    [MethodImpl(Compiled.AsKernel)]
    private void Apply<V>(float* x, float* scale, float* mean, float* y) where V : unmanaged, ILanes<V>
    {
        for (var row = 0L; row < shape.Places * shape.Channels; row += shape.Channels)
        {
            for (var i = 0L; i < shape.Channels; i += V.Count)
            {
                var left = shape.Channels - i;
                var moved = LaneMath.Load<V>(x + row + i, left) - LaneMath.Load<V>(mean + i, left);
                LaneMath.Store(V.MultiplyAdd(moved, LaneMath.Load<V>(scale + i, left), LaneMath.Load<V>(bias + i, left)), y + row + i, left);
            }
        }
    }
}

internal static unsafe class Groups
{
    /// <summary>Of the channels of one group.</summary>
    public static float Sum(float* channels, GroupShape shape, int group)
    {
        var sum = 0f;
        for (var channel = group * shape.Width; channel < (group + 1) * shape.Width; channel++) sum += channels[channel];
        return sum;
    }
}
