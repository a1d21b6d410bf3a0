using Athanor.Compute.Tensors;

namespace Athanor.Compute.Devices.Reference;

public sealed unsafe partial class ReferenceDevice
{
    public void CrossEntropy(Tensor logits, Indices targets, Tensor losses, Tensor logitsGradient, float scale, float smoothing = 0)
    {
        Fit.CrossEntropy(logits, targets, losses, logitsGradient, smoothing);
        var classes = logits.Shape.Columns;
        for (var row = 0L; row < logits.Shape.Rows; row++)
        {
            var x = logits.Pointer + (row * classes);
            var gradient = logitsGradient.Pointer + (row * classes);
            var target = targets.Pointer[row];
            losses.Pointer[row] = target < 0 ? 0 : (float)LossOf(x, classes, target, smoothing);
            var sum = LogOfSum(x, classes);
            for (var i = 0; i < classes; i++)
            {
                var wanted = (i == target ? 1 - smoothing : 0) + (smoothing / (double)classes);
                gradient[i] = target < 0 ? 0 : (float)((Math.Exp(x[i] - sum) - wanted) * scale);
            }
        }
    }

    public void Softmax(Tensor input, Tensor output)
    {
        Fit.Alike(input, output);
        var columns = input.Shape.Columns;
        for (var row = 0L; row < input.Shape.Rows; row++)
        {
            var x = input.Pointer + (row * columns);
            var y = output.Pointer + (row * columns);
            var sum = LogOfSum(x, columns);
            for (var i = 0; i < columns; i++) y[i] = (float)Math.Exp(x[i] - sum);
        }
    }

    private static double LossOf(float* x, int classes, int target, double smoothing)
    {
        var (sum, mean) = (LogOfSum(x, classes), 0.0);
        for (var i = 0; i < classes; i++) mean += x[i] / (double)classes;
        return sum - ((1 - smoothing) * x[target]) - (smoothing * mean);
    }

    // log Σ exp(x), taken from the largest on so that nothing overflows.
    private static double LogOfSum(float* x, int count)
    {
        var (most, sum) = (double.NegativeInfinity, 0.0);
        for (var i = 0; i < count; i++) most = Math.Max(most, x[i]);
        for (var i = 0; i < count; i++) sum += Math.Exp(x[i] - most);
        return most + Math.Log(sum);
    }
}
