using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Lanes;
using Athanor.Compute.Devices.Cpu.Rows;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Images;

/// <summary>A range of images. sums is [parts, 5, channels]: what they add to the gradients of weight and bias first, and then what is kept of one image.</summary>
internal readonly unsafe struct GroupNormBackwardWork(float* input, float* weight, float* statistics, float* outputGradient, float* inputGradient, GroupShape shape, float* sums, long stride) : IRangeWork
{
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        var mine = sums + (part * stride);
        new Span<float>(mine, 2 * shape.Channels).Clear();
        for (var image = begin; image < end; image++) Image<V>(image, mine, mine + shape.Channels, mine + (2 * shape.Channels), mine + (3 * shape.Channels), mine + (4 * shape.Channels));
    }

    private void Image<V>(long image, float* ofWeight, float* ofBias, float* along, float* plain, float* mean) where V : unmanaged, ILanes<V>
    {
        var offset = image * shape.Places * shape.Channels;
        var kept = statistics + (image * shape.Groups * 2);
        for (var channel = 0; channel < shape.Channels; channel++) mean[channel] = kept[channel / shape.Width * 2];
        ColumnSums.Take<V, AlongFromMean>(input + offset, outputGradient + offset, mean, shape.Places, shape.Channels, along);
        ColumnSums.Take<V, Itself>(outputGradient + offset, outputGradient + offset, mean, shape.Places, shape.Channels, plain);
        for (var channel = 0; channel < shape.Channels; channel++)
        {
            along[channel] *= kept[(channel / shape.Width * 2) + 1];
            ofWeight[channel] += along[channel];
            ofBias[channel] += plain[channel];
            along[channel] *= weight[channel];
            plain[channel] *= weight[channel];
        }
        for (var group = 0; group < shape.Groups; group++) Share(kept[(group * 2) + 1], group, along, plain);
        Apply<V>(input + offset, outputGradient + offset, kept, along, plain, mean, inputGradient + offset);
    }

    // From sums of channels to what all channels of a group have in common.
    private void Share(float inverse, int group, float* along, float* plain)
    {
        var (allAlong, allPlain) = (Groups.Sum(along, shape, group) / shape.Count, Groups.Sum(plain, shape, group) / shape.Count);
        for (var channel = group * shape.Width; channel < (group + 1) * shape.Width; channel++) (along[channel], plain[channel]) = (allAlong * inverse * inverse, allPlain * inverse);
    }

    // dx = dy · weight · inverse - plain - (x - mean) · along
    [MethodImpl(Compiled.AsKernel)]
    private void Apply<V>(float* x, float* dy, float* kept, float* along, float* plain, float* mean, float* dx) where V : unmanaged, ILanes<V>
    {
        var scale = stackalloc float[shape.Channels];
        for (var channel = 0; channel < shape.Channels; channel++) scale[channel] = weight[channel] * kept[(channel / shape.Width * 2) + 1];
        for (var row = 0L; row < shape.Places * shape.Channels; row += shape.Channels)
        {
            for (var i = 0L; i < shape.Channels; i += V.Count)
            {
                var left = shape.Channels - i;
                var moved = LaneMath.Load<V>(mean + i, left) - LaneMath.Load<V>(x + row + i, left);
                var result = V.MultiplyAdd(LaneMath.Load<V>(dy + row + i, left), LaneMath.Load<V>(scale + i, left), V.MultiplyAdd(moved, LaneMath.Load<V>(along + i, left), V.All(0) - LaneMath.Load<V>(plain + i, left)));
                LaneMath.Store(result, dx + row + i, left);
            }
        }
    }
}
