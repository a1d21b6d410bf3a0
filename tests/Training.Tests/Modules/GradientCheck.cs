using Athanor.Compute.Devices.Reference;
using Athanor.Compute.Tensors;
using Athanor.Training.Modules;

namespace Athanor.Training.Tests.Modules;

/// <summary>Holds gradients to what they are by definition: how much a sum of all outputs, each weighted by a number of its own, moves when one number of the input is moved.</summary>
internal sealed class GradientCheck(double step = 1e-2, double tolerance = 3e-3)
{
    public static Scope NewScope() => new(new ReferenceDevice(), new ParameterSet(), new Workspace(), new Chance(11));

    public void Hold(Func<Scope, Shape, Module> make, Shape shape, int seed = 5)
    {
        var scope = NewScope();
        using var module = make(scope, shape);
        using var input = Random(shape, seed);
        using var weights = Random(module.Output, seed + 1);
        if (scope.Parameters.Length > 0) scope.Parameters.Allocate(seed: 3);
        Fill(scope.Parameters, seed + 2);

        // The module may write over its input, so that it always gets a copy.
        using var copy = Tensor.Zeros(shape);
        double Loss()
        {
            input.Span.CopyTo(copy.Span);
            return Weighted(module.Forward(copy), weights);
        }

        Loss();
        var inputGradient = module.Backward(weights);
        foreach (var parameter in scope.Parameters.Parameters) Hold(parameter.Name, Loss, parameter.Value, parameter.Gradient);
        if (inputGradient is not null) Hold("input", Loss, input, inputGradient);
        scope.Workspace.Dispose();
        scope.Parameters.Dispose();
    }

    public void Hold(string name, Func<double> loss, Tensor values, Tensor gradient, int most = 40)
    {
        var stride = Math.Max(1, values.Length / most);
        for (var index = 0L; index < values.Length; index += stride)
        {
            var (expected, actual) = (Slope(loss, values, (int)index), gradient.Span[(int)index]);
            Assert.True(Math.Abs(expected - actual) <= tolerance * (1 + Math.Abs(expected)), $"{name}[{index}]: {actual} should be {expected}");
        }
    }

    public static double Weighted(Tensor output, Tensor weights)
    {
        var sum = 0.0;
        for (var index = 0; index < output.Length; index++) sum += (double)output.Span[index] * weights.Span[index];
        return sum;
    }

    public static Tensor Random(Shape shape, int seed)
    {
        var random = new Random(seed);
        var tensor = Tensor.Zeros(shape);
        foreach (ref var value in tensor.Span) value = (float)((random.NextDouble() * 2) - 1);
        return tensor;
    }

    /// <summary>First values of ones and zeros would hide mistakes.</summary>
    public static void Fill(ParameterSet parameters, int seed, float scale = 0.7f)
    {
        var random = new Random(seed);
        foreach (var parameter in parameters.Parameters)
        {
            foreach (ref var value in parameter.Value.Span) value = scale * (float)((random.NextDouble() * 2) - 1);
        }
    }

    private double Slope(Func<double> loss, Tensor values, int index)
    {
        var value = values.Span[index];
        var (below, above) = ((float)(value - step), (float)(value + step));
        values.Span[index] = above;
        var upper = loss();
        values.Span[index] = below;
        var lower = loss();
        values.Span[index] = value;
        return (upper - lower) / ((double)above - below);
    }
}
