using Athanor.Compute.Devices.Cpu.Images;
using Athanor.Compute.Devices.Cpu.Products;
using Athanor.Compute.Tensors;

namespace Athanor.Compute.Devices.Cpu;

public sealed unsafe partial class CpuDevice
{
    // output [places, filters] = patches [places, window] · weightᵀ
    public void Convolve(Tensor input, Tensor weight, Tensor output, Convolution convolution)
    {
        Fit.Convolve(input, weight, output, convolution);
        var patches = PatchesOf(input, weight, output, convolution);
        Multiply(new PatchRows(patches), new LanesApart(weight.Pointer, patches.Length), new(output.Shape.Rows, weight.Shape[0], patches.Length), output.Pointer, adds: false);
    }

    public void ConvolveBackward(Tensor input, Tensor weight, Tensor outputGradient, Tensor? inputGradient, Tensor weightGradient, Convolution convolution)
    {
        Fit.Convolve(input, weight, outputGradient, convolution);
        Fit.Convolve(inputGradient ?? input, weightGradient, outputGradient, convolution);
        Fit.Alike(input, inputGradient ?? input);
        var (filters, patches) = (weight.Shape[0], PatchesOf(input, weight, outputGradient, convolution));
        // weightGradient [filters, window] += outputGradientᵀ · patches
        Multiply(new LanesTogether(outputGradient.Pointer, filters), new PatchColumns(patches), new(filters, patches.Length, outputGradient.Shape.Rows), weightGradient.Pointer, adds: true);
        if (inputGradient is null) return;

        // inputGradient [places, channels] = patches of outputGradient · turned weight
        var back = PatchesBack(weight, outputGradient, inputGradient, convolution);
        var turned = new TurnedWeight(weight.Pointer, filters, weight.Shape[1] * weight.Shape[2], weight.Shape[3]);
        Multiply(new PatchRows(back), turned, new(inputGradient.Shape.Rows, weight.Shape[3], back.Length), inputGradient.Pointer, adds: false);
    }

    public void MaxPool(Tensor input, Tensor output, Indices where, int size, int stride)
    {
        Fit.MaxPool(input, output, where, size, stride);
        var shape = new PoolShape(input.Shape[1], input.Shape[2], input.Shape[3], output.Shape[1], output.Shape[2], size, stride);
        Spread(new MaxPoolWork(input.Pointer, output.Pointer, where.Pointer, shape), output.Shape[0] * (long)output.Shape[1], output.Shape[2] * output.Shape[3] * (double)size * size);
    }

    public void MaxPoolBackward(Tensor outputGradient, Indices where, Tensor inputGradient)
    {
        Fit.MaxPoolBackward(outputGradient, where, inputGradient);
        var (images, channels) = (inputGradient.Shape[0], inputGradient.Shape[3]);
        var (inputPlaces, outputPlaces) = (inputGradient.Length / images / channels, outputGradient.Length / images / channels);
        Spread(new MaxPoolBackwardWork(outputGradient.Pointer, where.Pointer, inputGradient.Pointer, inputPlaces, outputPlaces, channels), images, inputGradient.Length / (double)images);
    }

    public void MeanPool(Tensor input, Tensor output)
    {
        Fit.MeanPool(input, output);
        var (images, channels) = (input.Shape[0], input.Shape[3]);
        Spread(new MeanPoolWork(input.Pointer, output.Pointer, input.Length / images / channels, channels), images, input.Length / (double)images);
    }

    public void MeanPoolBackward(Tensor outputGradient, Tensor inputGradient)
    {
        Fit.MeanPool(inputGradient, outputGradient);
        var (images, channels) = (inputGradient.Shape[0], inputGradient.Shape[3]);
        Spread(new MeanPoolBackwardWork(outputGradient.Pointer, inputGradient.Pointer, inputGradient.Length / images / channels, channels), images, inputGradient.Length / (double)images);
    }

    public void GroupNorm(Tensor input, Tensor weight, Tensor bias, Tensor output, Tensor statistics, int groups, float epsilon)
    {
        Fit.GroupNorm(input, weight, bias, output, statistics, groups);
        var (images, channels) = (input.Shape[0], input.Shape[3]);
        var scratch = _workspace.Reserve(2L * channels);
        var shape = new GroupShape(input.Length / images / channels, channels, groups);
        Spread(new GroupNormWork(input.Pointer, weight.Pointer, bias.Pointer, output.Pointer, statistics.Pointer, shape, epsilon, scratch, _workspace.Stride), images, input.Length / (double)images);
    }

    public void GroupNormBackward(Tensor input, Tensor weight, Tensor statistics, Tensor outputGradient, Tensor inputGradient, Tensor weightGradient, Tensor biasGradient, int groups)
    {
        Fit.GroupNorm(input, weight, weightGradient, outputGradient, statistics, groups);
        Fit.GroupNorm(input, weight, biasGradient, inputGradient, statistics, groups);
        var (images, channels) = (input.Shape[0], input.Shape[3]);
        var toWeight = weightGradient.Pointer;
        var toBias = biasGradient.Pointer;
        var sums = _workspace.Reserve(5L * channels);
        var shape = new GroupShape(input.Length / images / channels, channels, groups);
        var numbers = input.Length / (double)images;
        Spread(new GroupNormBackwardWork(input.Pointer, weight.Pointer, statistics.Pointer, outputGradient.Pointer, inputGradient.Pointer, shape, sums, _workspace.Stride), images, numbers);
        AddParts(sums, PartsOf(images, numbers), toWeight, channels);
        AddParts(sums + channels, PartsOf(images, numbers), toBias, channels);
    }

    private static Patches PatchesOf(Tensor input, Tensor weight, Tensor output, Convolution convolution) => new()
    {
        Source = input.Pointer,
        Height = input.Shape[1],
        Width = input.Shape[2],
        Channels = input.Shape[3],
        Rows = weight.Shape[1],
        Columns = weight.Shape[2],
        Stride = convolution.Stride,
        Spread = 1,
        PaddingOfRows = convolution.Padding,
        PaddingOfColumns = convolution.Padding,
        PlacesDown = output.Shape[1],
        PlacesAcross = output.Shape[2],
    };

    // The same window over the gradient, with the places that a stride left out between, and with as much beyond its ends as any window reached.
    private static Patches PatchesBack(Tensor weight, Tensor outputGradient, Tensor inputGradient, Convolution convolution) => new()
    {
        Source = outputGradient.Pointer,
        Height = outputGradient.Shape[1],
        Width = outputGradient.Shape[2],
        Channels = outputGradient.Shape[3],
        Rows = weight.Shape[1],
        Columns = weight.Shape[2],
        Stride = 1,
        Spread = convolution.Stride,
        PaddingOfRows = weight.Shape[1] - 1 - convolution.Padding,
        PaddingOfColumns = weight.Shape[2] - 1 - convolution.Padding,
        PlacesDown = inputGradient.Shape[1],
        PlacesAcross = inputGradient.Shape[2],
    };
}
