using Athanor.Compute.Devices;
using Athanor.Compute.Tensors;
using Athanor.Training.Modules;

namespace Athanor.Training.Tests.Modules;

public sealed class ModuleGradientTests
{
    private static readonly GradientCheck Smooth = new();
    // Between the step and the next kink there has to be room.
    private static readonly GradientCheck Kinked = new(step: 1e-4, tolerance: 1e-2);

    [Theory, InlineData(true), InlineData(false)]
    public void Linear(bool hasBias) => Smooth.Hold((scope, input) => new Linear(scope, input, 3, hasBias), new(2, 3, 5));

    [Fact]
    public void Linear_that_is_first() => Smooth.Hold((scope, input) => new Linear(scope, input, 3, isFirst: true), new(4, 5));

    [Theory, InlineData(3, 1, 0), InlineData(3, 2, 1), InlineData(1, 2, 1)]
    public void Convolution(int size, int stride, int bias) => Smooth.Hold((scope, input) => new Convolution2d(scope, input, 4, size, stride, hasBias: bias == 1), new(2, 5, 6, 3));

    [Fact]
    public void Convolution_that_is_first() => Smooth.Hold((scope, input) => new Convolution2d(scope, input, 4, 3, hasBias: true, isFirst: true), new(2, 4, 4, 3));

    [Fact]
    public void Group_norm() => Smooth.Hold((scope, input) => new GroupNorm(scope, input, groups: 2), new(2, 3, 3, 6));

    [Fact]
    public void Layer_norm() => Smooth.Hold((scope, input) => new LayerNorm(scope, input), new(2, 3, 8));

    [Fact]
    public void Rms_norm() => Smooth.Hold((scope, input) => new RmsNorm(scope, input, 1e-5f), new(2, 3, 8));

    [Theory, InlineData(Activation.Gelu), InlineData(Activation.Silu)]
    public void Activations(Activation activation) => Smooth.Hold((scope, input) => new ActivationLayer(scope, input, activation), new(3, 7));

    [Fact]
    public void Relu_in_place() => Kinked.Hold((scope, input) => new Relu(scope, input), new(3, 7));

    [Fact]
    public void Max_pool() => Kinked.Hold((scope, input) => new MaxPool(scope, input), new(2, 4, 6, 3));

    [Fact]
    public void Mean_pool() => Smooth.Hold((scope, input) => new MeanPool(scope, input), new(2, 4, 3, 3));

    [Fact]
    public void Flattening() => Smooth.Hold((scope, input) => new Flatten(scope, input), new(2, 4, 3, 3));

    [Fact]
    public void Dropout() => Smooth.Hold((scope, input) => new Dropout(scope, input, 0.4f), new(3, 9));

    [Theory, InlineData(4, 4, true), InlineData(4, 2, true), InlineData(2, 1, false)]
    public void Attention(int heads, int shared, bool isCausal) =>
        Smooth.Hold((scope, input) => new Attention(scope, input, new(heads, shared, HeadWidth: 4, Theta: 100, isCausal), 0.5f, 0.5f), new(2, 5, 6));

    [Fact]
    public void Feed_forward() => Smooth.Hold((scope, input) => new SwiGluFeedForward(scope, input, 7, 0.5f, 0.5f), new(2, 3, 5));

    [Fact]
    public void Residual_around_its_input() => Smooth.Hold(
        (scope, input) => new Residual(scope, new Sequence(scope, new RmsNorm(scope.Within("norm"), input, 1e-5f), new Linear(scope, input, input.Columns))), new(3, 5));

    [Fact]
    public void Residual_with_a_shortcut() => Kinked.Hold(ResidualBlock, new(2, 4, 4, 2));

    [Fact]
    public void Modules_that_share_scratch() => Smooth.Hold(
        (scope, input) => new Sequence(scope, new SwiGluFeedForward(scope.Within("a"), input, 9, 0.5f, 0.5f), new Attention(scope.Within("b"), input, new(2, 1, 4, 100), 0.5f, 0.5f), new SwiGluFeedForward(scope.Within("c"), input, 4, 0.5f, 0.5f)),
        new(2, 3, 5));

    private static Sequence ResidualBlock(Scope scope, Shape input)
    {
        var first = new Convolution2d(scope.Within("first"), input, 4, 3, stride: 2);
        var branch = new Sequence(scope, first, new Relu(scope, first.Output), new Convolution2d(scope.Within("second"), first.Output, 4, 3));
        var residual = new Residual(scope, branch, new Convolution2d(scope.Within("shortcut"), input, 4, 1, stride: 2));
        return new(scope, residual, new Relu(scope, residual.Output));
    }
}
