using Athanor.Training.Models;
using Athanor.Training.Modules;

namespace Athanor.Training.Formats.Onnx;

/// <summary>Our layers in ONNX's words. Images are [batch, channels, height, width] there, so that weights change their order; nothing else does.</summary>
internal sealed class OnnxLayers(OnnxGraph graph, Model model)
{
    private readonly Dictionary<string, Parameter> _parameters = model.Parameters.Parameters.ToDictionary(parameter => parameter.Name);

    /// <summary>(input - mean) / deviation, each by channel or column.</summary>
    public string Scale(string input, Hub.ClassifierCard card, IReadOnlyList<int> sizes)
    {
        var centered = graph.Add("Sub", [input, graph.Weight("input.mean", sizes, card.Mean.ToArray())]);
        return graph.Add("Div", [centered, graph.Weight("input.deviation", sizes, card.Deviation.ToArray())]);
    }

    public string Relu(string input) => graph.Add("Relu", [input]);

    public string Add(string one, string other) => graph.Add("Add", [one, other]);

    public string Linear(string input, string name, string? output = null)
    {
        string[] inputs = [input, Weight($"{name}.weight"), Weight($"{name}.bias")];
        var transposed = OnnxAttribute.Of("transB", 1L);
        return output is null ? graph.Add("Gemm", inputs, transposed) : graph.AddAs(output, "Gemm", inputs, transposed);
    }

    public string Convolution(string input, string name, int stride)
    {
        var parameter = _parameters[$"{name}.weight"];
        var (filters, size, channels) = (parameter.Shape[0], parameter.Shape[1], parameter.Shape[3]);
        var weight = graph.Weight(parameter.Name, [filters, channels, size, size], ChannelsFirst(parameter.Value.Span, filters, size * size, channels));
        long padding = size / 2;
        return graph.Add("Conv", [input, weight], OnnxAttribute.Of("kernel_shape", size, size), OnnxAttribute.Of("strides", stride, stride), OnnxAttribute.Of("pads", padding, padding, padding, padding));
    }

    // There is no group norm among the operators of this version: each group is an instance of its own.
    public string GroupNorm(string input, string name, int groups, int height, int width)
    {
        var channels = _parameters[$"{name}.weight"].Shape[0];
        var grouped = graph.Add("Reshape", [input, graph.Integers(0, groups, -1)]);
        var (ones, zeros) = (graph.Weight($"{name}.ones", [groups], [.. Enumerable.Repeat(1f, groups)]), graph.Weight($"{name}.zeros", [groups], new float[groups]));
        var normed = graph.Add("InstanceNormalization", [grouped, ones, zeros], OnnxAttribute.Of("epsilon", Modules.GroupNorm.Epsilon));
        var image = graph.Add("Reshape", [normed, graph.Integers(0, channels, height, width)]);
        var scaled = graph.Add("Mul", [image, graph.Weight($"{name}.weight", [channels, 1, 1], _parameters[$"{name}.weight"].Value.Span)]);
        return graph.Add("Add", [scaled, graph.Weight($"{name}.bias", [channels, 1, 1], _parameters[$"{name}.bias"].Value.Span)]);
    }

    public string MeanPool(string input) => graph.Add("Flatten", [graph.Add("GlobalAveragePool", [input])], OnnxAttribute.Of("axis", 1L));

    private string Weight(string name) => graph.Weight(name, _parameters[name].Shape.Sizes.ToArray(), _parameters[name].Value.Span);

    // [out, places, in] to [out, in, places]
    private static float[] ChannelsFirst(ReadOnlySpan<float> weight, int filters, int places, int channels)
    {
        var result = new float[weight.Length];
        for (var filter = 0; filter < filters; filter++)
        {
            for (var place = 0; place < places; place++)
            {
                for (var channel = 0; channel < channels; channel++) result[(((filter * channels) + channel) * places) + place] = weight[(((filter * places) + place) * channels) + channel];
            }
        }
        return result;
    }
}
