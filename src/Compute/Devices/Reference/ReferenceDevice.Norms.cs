using Athanor.Compute.Tensors;

namespace Athanor.Compute.Devices.Reference;

public sealed unsafe partial class ReferenceDevice
{
    public void LayerNorm(Tensor input, Tensor weight, Tensor bias, Tensor output, Tensor statistics, float epsilon)
    {
        Fit.LayerNorm(input, weight, bias, output, statistics);
        var columns = input.Shape.Columns;
        for (var row = 0L; row < input.Shape.Rows; row++)
        {
            var x = input.Pointer + (row * columns);
            var y = output.Pointer + (row * columns);
            var (mean, square) = (0.0, 0.0);
            for (var i = 0; i < columns; i++) mean += x[i] / (double)columns;
            for (var i = 0; i < columns; i++) square += (x[i] - mean) * (x[i] - mean) / columns;
            var inverse = 1 / Math.Sqrt(square + epsilon);
            for (var i = 0; i < columns; i++) y[i] = (float)(((x[i] - mean) * inverse * weight.Pointer[i]) + bias.Pointer[i]);
            (statistics.Pointer[row * 2], statistics.Pointer[(row * 2) + 1]) = ((float)mean, (float)inverse);
        }
    }

    public void LayerNormBackward(Tensor input, Tensor weight, Tensor statistics, Tensor outputGradient, Tensor inputGradient, Tensor weightGradient, Tensor biasGradient)
    {
        Fit.LayerNorm(input, weight, weightGradient, outputGradient, statistics);
        Fit.LayerNorm(input, weight, biasGradient, inputGradient, statistics);
        var columns = input.Shape.Columns;
        var sums = Scratch(columns * 2);
        sums.Clear();
        for (var row = 0L; row < input.Shape.Rows; row++)
        {
            var x = input.Pointer + (row * columns);
            var dy = outputGradient.Pointer + (row * columns);
            var dx = inputGradient.Pointer + (row * columns);
            double mean = statistics.Pointer[row * 2], inverse = statistics.Pointer[(row * 2) + 1];
            var (plain, along) = (0.0, 0.0);
            for (var i = 0; i < columns; i++)
            {
                var normal = (x[i] - mean) * inverse;
                plain += (double)dy[i] * weight.Pointer[i] / columns;
                along += dy[i] * weight.Pointer[i] * normal / columns;
                sums[i] += dy[i] * normal;
                sums[columns + i] += dy[i];
            }
            for (var i = 0; i < columns; i++) dx[i] = (float)(((dy[i] * (double)weight.Pointer[i]) - plain - ((x[i] - mean) * inverse * along)) * inverse);
        }
        AddTo(weightGradient.Pointer, sums[..columns]);
        AddTo(biasGradient.Pointer, sums[columns..]);
    }

    public void RmsNorm(Tensor input, Tensor weight, Tensor output, Tensor statistics, float epsilon)
    {
        Fit.RmsNorm(input, weight, output, statistics);
        var columns = input.Shape.Columns;
        for (var row = 0L; row < input.Shape.Rows; row++)
        {
            var x = input.Pointer + (row * columns);
            var y = output.Pointer + (row * columns);
            var square = 0.0;
            for (var i = 0; i < columns; i++) square += (double)x[i] * x[i] / columns;
            var inverse = 1 / Math.Sqrt(square + epsilon);
            for (var i = 0; i < columns; i++) y[i] = (float)(x[i] * inverse * weight.Pointer[i]);
            statistics.Pointer[row] = (float)inverse;
        }
    }

    public void RmsNormBackward(Tensor input, Tensor weight, Tensor statistics, Tensor outputGradient, Tensor inputGradient, Tensor weightGradient)
    {
        Fit.RmsNorm(input, weight, outputGradient, statistics);
        Fit.RmsNorm(input, weightGradient, inputGradient, statistics);
        var columns = input.Shape.Columns;
        var sums = Scratch(columns);
        sums.Clear();
        for (var row = 0L; row < input.Shape.Rows; row++)
        {
            var x = input.Pointer + (row * columns);
            var dy = outputGradient.Pointer + (row * columns);
            var dx = inputGradient.Pointer + (row * columns);
            var (inverse, along) = ((double)statistics.Pointer[row], 0.0);
            for (var i = 0; i < columns; i++)
            {
                along += dy[i] * (double)weight.Pointer[i] * x[i] * inverse / columns;
                sums[i] += dy[i] * x[i] * inverse;
            }
            for (var i = 0; i < columns; i++) dx[i] = (float)(((dy[i] * (double)weight.Pointer[i]) - (x[i] * inverse * along)) * inverse);
        }
        AddTo(weightGradient.Pointer, sums);
    }

    private static void AddTo(float* target, ReadOnlySpan<double> sums)
    {
        for (var i = 0; i < sums.Length; i++) target[i] = (float)(target[i] + sums[i]);
    }
}
