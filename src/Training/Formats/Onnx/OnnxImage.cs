using Athanor.Compute.Devices;
using Athanor.Training.Models;

namespace Athanor.Training.Formats.Onnx;

/// <summary>The image on its way through a network: the name of the tensor, and its size, which group norms have to be told.</summary>
internal sealed record OnnxImage(OnnxLayers Layers, ImageClassifierOptions Options, string Values, int Height, int Width)
{
    private const int Window = 3;

    public OnnxImage Relu() => this with { Values = Layers.Relu(Values) };

    public OnnxImage Normed(string name, int stride, int window = Window)
    {
        var convolution = new Convolution(stride, window / 2);
        var (height, width) = (convolution.SizeOf(Height, window), convolution.SizeOf(Width, window));
        var values = Layers.Convolution(Values, $"{name}.convolution", stride);
        return this with { Values = Layers.GroupNorm(values, $"{name}.norm", Options.Groups, height, width), Height = height, Width = width };
    }

    public OnnxImage Through(ImageBlock block)
    {
        var branch = Normed($"{block.Name}.first", block.Stride).Relu().Normed($"{block.Name}.second", stride: 1);
        var direct = block.HasShortcut ? Normed($"{block.Name}.shortcut", block.Stride, window: 1) : this;
        return (branch with { Values = Layers.Add(branch.Values, direct.Values) }).Relu();
    }
}
