using Athanor.Compute.Devices.Cpu.Rows;
using Athanor.Compute.Tensors;

namespace Athanor.Compute.Devices.Cpu;

public sealed unsafe partial class CpuDevice
{
    public void LayerNorm(Tensor input, Tensor weight, Tensor bias, Tensor output, Tensor statistics, float epsilon)
    {
        Fit.LayerNorm(input, weight, bias, output, statistics);
        Spread(new LayerNormWork(input.Pointer, weight.Pointer, bias.Pointer, output.Pointer, statistics.Pointer, input.Shape.Columns, epsilon), input.Shape.Rows, input.Shape.Columns);
    }

    public void LayerNormBackward(Tensor input, Tensor weight, Tensor statistics, Tensor outputGradient, Tensor inputGradient, Tensor weightGradient, Tensor biasGradient)
    {
        Fit.LayerNorm(input, weight, weightGradient, outputGradient, statistics);
        Fit.LayerNorm(input, weight, biasGradient, inputGradient, statistics);
        var (rows, columns) = (input.Shape.Rows, input.Shape.Columns);
        var toWeight = weightGradient.Pointer;
        var toBias = biasGradient.Pointer;
        var sums = _workspace.Reserve(2L * columns);
        Spread(new LayerNormBackwardWork(input.Pointer, weight.Pointer, statistics.Pointer, outputGradient.Pointer, inputGradient.Pointer, columns, sums, _workspace.Stride), rows, columns);
        AddParts(sums, PartsOf(rows, columns), toWeight, columns);
        AddParts(sums + columns, PartsOf(rows, columns), toBias, columns);
    }

    public void RmsNorm(Tensor input, Tensor weight, Tensor output, Tensor statistics, float epsilon)
    {
        Fit.RmsNorm(input, weight, output, statistics);
        Spread(new RmsNormWork(input.Pointer, weight.Pointer, output.Pointer, statistics.Pointer, input.Shape.Columns, epsilon), input.Shape.Rows, input.Shape.Columns);
    }

    public void RmsNormBackward(Tensor input, Tensor weight, Tensor statistics, Tensor outputGradient, Tensor inputGradient, Tensor weightGradient)
    {
        Fit.RmsNorm(input, weight, outputGradient, statistics);
        Fit.RmsNorm(input, weightGradient, inputGradient, statistics);
        var (rows, columns) = (input.Shape.Rows, input.Shape.Columns);
        var target = weightGradient.Pointer;
        var sums = _workspace.Reserve(columns);
        Spread(new RmsNormBackwardWork(input.Pointer, weight.Pointer, statistics.Pointer, outputGradient.Pointer, inputGradient.Pointer, columns, sums, _workspace.Stride), rows, columns);
        AddParts(sums, PartsOf(rows, columns), target, columns);
    }

    public void CrossEntropy(Tensor logits, Indices targets, Tensor losses, Tensor logitsGradient, float scale, float smoothing = 0)
    {
        Fit.CrossEntropy(logits, targets, losses, logitsGradient, smoothing);
        var work = new CrossEntropyWork(logits.Pointer, targets.Pointer, losses.Pointer, logitsGradient.Pointer, logits.Shape.Columns, scale, smoothing);
        Spread(work, logits.Shape.Rows, logits.Shape.Columns * ExponentialCost);
    }

    public void Softmax(Tensor input, Tensor output)
    {
        Fit.Alike(input, output);
        Spread(new SoftmaxWork(input.Pointer, output.Pointer, input.Shape.Columns), input.Shape.Rows, input.Shape.Columns * ExponentialCost);
    }
}
