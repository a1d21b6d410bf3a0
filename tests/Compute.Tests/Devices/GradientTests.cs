using Athanor.Compute.Devices;
using Athanor.Compute.Devices.Reference;
using Athanor.Compute.Tensors;

namespace Athanor.Compute.Tests.Devices;

/// <summary>The way back of the reference is held to differences of its way forward, so that nothing here is right only by agreement.</summary>
[Collection(DeviceTests.Alone)]
public sealed class GradientTests : IDisposable
{
    private const float Step = 1e-2f;
    private const double Tolerance = 3e-3;
    private readonly ReferenceDevice _device = new();
    private readonly Arena _arena = new(seed: 7);

    public void Dispose() => _arena.Dispose();

    [Theory, InlineData(Activation.Relu), InlineData(Activation.Gelu), InlineData(Activation.Silu)]
    public void Of_activations(Activation activation)
    {
        var (input, output, gradient, result) = (_arena.Input(3, [4, 5]), _arena.Input(4, 5), _arena.Input(4, 5), _arena.Input(4, 5));

        _device.ActivateBackward(activation, input, gradient, result);

        AssertIsGradient(input, result, output, gradient, () => _device.Activate(activation, input, output));
    }

    [Fact]
    public void Of_swiglu()
    {
        var (gate, up, output, gradient, gateGradient, upGradient) = (_arena.Input(4, 5), _arena.Input(4, 5), _arena.Input(4, 5), _arena.Input(4, 5), _arena.Input(4, 5), _arena.Input(4, 5));

        _device.SwiGluBackward(gate, up, gradient, gateGradient, upGradient);

        AssertIsGradient(gate, gateGradient, output, gradient, () => _device.SwiGlu(gate, up, output));
        AssertIsGradient(up, upGradient, output, gradient, () => _device.SwiGlu(gate, up, output));
    }

    [Fact]
    public void Of_layer_norm()
    {
        var (input, weight, bias, output, statistics, gradient) = (_arena.Input(4, 7), _arena.Input(7), _arena.Input(7), _arena.Input(4, 7), _arena.Input(4, 2), _arena.Input(4, 7));
        var (inputGradient, weightGradient, biasGradient) = (Zeros(4, 7), Zeros(7), Zeros(7));
        Forward();

        _device.LayerNormBackward(input, weight, statistics, gradient, inputGradient, weightGradient, biasGradient);

        AssertIsGradient(input, inputGradient, output, gradient, Forward);
        AssertIsGradient(weight, weightGradient, output, gradient, Forward);
        AssertIsGradient(bias, biasGradient, output, gradient, Forward);

        void Forward() => _device.LayerNorm(input, weight, bias, output, statistics, 1e-3f);
    }

    [Fact]
    public void Of_rms_norm()
    {
        var (input, weight, output, statistics, gradient) = (_arena.Input(4, 7), _arena.Input(7), _arena.Input(4, 7), _arena.Input(4), _arena.Input(4, 7));
        var (inputGradient, weightGradient) = (Zeros(4, 7), Zeros(7));
        Forward();

        _device.RmsNormBackward(input, weight, statistics, gradient, inputGradient, weightGradient);

        AssertIsGradient(input, inputGradient, output, gradient, Forward);
        AssertIsGradient(weight, weightGradient, output, gradient, Forward);

        void Forward() => _device.RmsNorm(input, weight, output, statistics, 1e-3f);
    }

    [Fact]
    public void Of_group_norm()
    {
        var (input, weight, bias, output, statistics, gradient) = (_arena.Input(2, 2, 3, 6), _arena.Input(6), _arena.Input(6), _arena.Input(2, 2, 3, 6), _arena.Input(2, 3, 2), _arena.Input(2, 2, 3, 6));
        var (inputGradient, weightGradient, biasGradient) = (Zeros(2, 2, 3, 6), Zeros(6), Zeros(6));
        Forward();

        _device.GroupNormBackward(input, weight, statistics, gradient, inputGradient, weightGradient, biasGradient, groups: 3);

        AssertIsGradient(input, inputGradient, output, gradient, Forward);
        AssertIsGradient(weight, weightGradient, output, gradient, Forward);
        AssertIsGradient(bias, biasGradient, output, gradient, Forward);

        void Forward() => _device.GroupNorm(input, weight, bias, output, statistics, groups: 3, 1e-3f);
    }

    [Theory, InlineData(0), InlineData(0.2f)]
    public void Of_cross_entropy(float smoothing)
    {
        var (logits, targets, losses, gradient, scrap) = (_arena.Input(2, [5, 6]), _arena.Choices(5, 6, least: -2), Zeros(5), Zeros(5, 6), Zeros(5, 6));
        var ones = Zeros(5);
        ones.Span.Fill(1);

        _device.CrossEntropy(logits, targets, losses, gradient, scale: 1, smoothing);

        AssertIsGradient(logits, gradient, losses, ones, () => _device.CrossEntropy(logits, targets, losses, scrap, scale: 1, smoothing));
    }

    [Theory, InlineData(1, 1), InlineData(2, 1), InlineData(1, 0), InlineData(2, 2)]
    public void Of_convolution(int stride, int padding)
    {
        var convolution = new Convolution(stride, padding);
        int[] places = [2, convolution.SizeOf(5, 3), convolution.SizeOf(4, 2), 3];
        var (input, weight, output, gradient) = (_arena.Input(2, 5, 4, 2), _arena.Input(3, 3, 2, 2), _arena.Input(places), _arena.Input(places));
        var (inputGradient, weightGradient) = (_arena.Input(2, 5, 4, 2), Zeros(3, 3, 2, 2));

        _device.ConvolveBackward(input, weight, gradient, inputGradient, weightGradient, convolution);

        AssertIsGradient(input, inputGradient, output, gradient, () => _device.Convolve(input, weight, output, convolution));
        AssertIsGradient(weight, weightGradient, output, gradient, () => _device.Convolve(input, weight, output, convolution));
    }

    [Theory, InlineData(2, 2), InlineData(3, 1)]
    public void Of_pooling(int size, int stride)
    {
        var window = new Convolution(stride, Padding: 0);
        int[] places = [2, window.SizeOf(5, size), window.SizeOf(4, size), 3];
        var (input, output, gradient, inputGradient) = (_arena.Input(9, [2, 5, 4, 3]), _arena.Input(places), _arena.Input(places), _arena.Input(2, 5, 4, 3));
        var where = _arena.Choices((int)output.Length, 1);
        _device.MaxPool(input, output, where, size, stride);

        _device.MaxPoolBackward(gradient, where, inputGradient);

        AssertIsGradient(input, inputGradient, output, gradient, () => _device.MaxPool(input, output, where, size, stride));
    }

    [Fact]
    public void Of_the_mean_over_places()
    {
        var (input, output, gradient, inputGradient) = (_arena.Input(2, 5, 4, 3), _arena.Input(2, 3), _arena.Input(2, 3), _arena.Input(2, 5, 4, 3));

        _device.MeanPoolBackward(gradient, inputGradient);

        AssertIsGradient(input, inputGradient, output, gradient, () => _device.MeanPool(input, output));
    }

    [Fact]
    public void Of_embedding()
    {
        var (table, indices, output, gradient, tableGradient) = (_arena.Input(5, 3), _arena.Choices(8, 5), _arena.Input(8, 3), _arena.Input(8, 3), Zeros(5, 3));

        _device.EmbedBackward(indices, gradient, tableGradient);

        AssertIsGradient(table, tableGradient, output, gradient, () => _device.Embed(table, indices, output));
    }

    [Fact]
    public void Of_rotation()
    {
        var (heads, output, gradient) = (_arena.Input(2, 5, 2, 6), _arena.Input(2, 5, 2, 6), _arena.Input(2, 5, 2, 6));
        var result = _arena.Input(2, 5, 2, 6);
        gradient.Span.CopyTo(result.Span);

        _device.Rotate(result, 100, backward: true);

        AssertIsGradient(heads, result, output, gradient, () =>
        {
            heads.Span.CopyTo(output.Span);
            _device.Rotate(output, 100);
        });
    }

    [Theory, InlineData(true, 2), InlineData(false, 2), InlineData(true, 4), InlineData(false, 1)]
    public void Of_attention(bool isCausal, int shared)
    {
        var (query, key, value) = (_arena.Input(2, 5, 4, 3), _arena.Input(2, 5, shared, 3), _arena.Input(2, 5, shared, 3));
        var (output, statistics, gradient) = (_arena.Input(2, 5, 4, 3), _arena.Input(2, 4, 5), _arena.Input(2, 5, 4, 3));
        var (queryGradient, keyGradient, valueGradient) = (_arena.Input(2, 5, 4, 3), _arena.Input(2, 5, shared, 3), _arena.Input(2, 5, shared, 3));
        Forward();

        _device.AttendBackward(query, key, value, output, statistics, gradient, queryGradient, keyGradient, valueGradient, isCausal);

        AssertIsGradient(query, queryGradient, output, gradient, Forward);
        AssertIsGradient(key, keyGradient, output, gradient, Forward);
        AssertIsGradient(value, valueGradient, output, gradient, Forward);

        void Forward() => _device.Attend(query, key, value, output, statistics, isCausal);
    }

    [Fact]
    public void Of_dropout()
    {
        var (input, output, gradient, result) = (_arena.Input(4, 9), _arena.Input(4, 9), _arena.Input(4, 9), _arena.Input(4, 9));
        var draw = new Draw(3, 2, 1);

        _device.Dropout(gradient, result, 0.4f, draw);

        AssertIsGradient(input, result, output, gradient, () => _device.Dropout(input, output, 0.4f, draw));
    }

    private Tensor Zeros(params ReadOnlySpan<int> sizes)
    {
        var tensor = _arena.Input(sizes);
        tensor.Clear();
        return tensor;
    }

    // The gradient of Σ output · outputGradient with respect to each element of the input, by moving it a little up and down.
    private static void AssertIsGradient(Tensor input, Tensor actual, Tensor output, Tensor outputGradient, Action forward)
    {
        for (var i = 0; i < input.Length; i++)
        {
            var before = input.Span[i];
            var expected = (LossAt(before + Step) - LossAt(before - Step)) / (2.0 * Step);
            input.Span[i] = before;
            Assert.InRange(Math.Abs(actual.Span[i] - expected), 0, Tolerance * Math.Max(1, Math.Abs(expected)));

            double LossAt(float value)
            {
                input.Span[i] = value;
                forward();
                var loss = 0.0;
                for (var k = 0; k < output.Length; k++) loss += (double)output.Span[k] * outputGradient.Span[k];
                return loss;
            }
        }
    }
}
