using System.Runtime.CompilerServices;
using Athanor.Compute.Tensors;

namespace Athanor.Compute.Devices;

internal static partial class Fit
{
    public static void LayerNorm(Tensor input, Tensor weight, Tensor bias, Tensor output, Tensor statistics, [CallerMemberName] string operation = "")
    {
        Alike(input, output, operation);
        Row(weight, input, operation);
        Row(bias, input, operation);
        Column(statistics, input, perRow: 2, operation);
    }

    public static void RmsNorm(Tensor input, Tensor weight, Tensor output, Tensor statistics, [CallerMemberName] string operation = "")
    {
        Alike(input, output, operation);
        Row(weight, input, operation);
        Column(statistics, input, perRow: 1, operation);
    }

    // input is [b, h, w, c]
    public static void GroupNorm(Tensor input, Tensor weight, Tensor bias, Tensor output, Tensor statistics, int groups, [CallerMemberName] string operation = "")
    {
        Dimensions(input, 4, operation);
        Alike(input, output, operation);
        Row(weight, input, operation);
        Row(bias, input, operation);
        if (groups < 1 || input.Shape.Columns % groups != 0) throw new ArgumentException($"{operation}: the channels of {input.Shape} do not part into {groups} groups.");
        if (statistics.Length != (long)input.Shape[0] * groups * 2) throw Misfit(operation, "what is kept of each group", statistics.Shape, "the tensor", input.Shape);
    }

    public static void CrossEntropy(Tensor logits, Indices targets, Tensor losses, Tensor logitsGradient, float smoothing)
    {
        Alike(logits, logitsGradient, nameof(CrossEntropy));
        Column(targets, logits, nameof(CrossEntropy));
        Column(losses, logits, perRow: 1, nameof(CrossEntropy));
        Below(targets, logits.Shape.Columns, mayBeNone: true, nameof(CrossEntropy));
        if (smoothing is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(smoothing), smoothing, "Smoothing is a share between 0 and 1.");
    }

    // input is [b, h, w, c], weight [out, kh, kw, c], output [b, h', w', out]
    public static void Convolve(Tensor input, Tensor weight, Tensor output, Convolution convolution, [CallerMemberName] string operation = "")
    {
        Dimensions(input, 4, operation);
        Dimensions(weight, 4, operation);
        Dimensions(output, 4, operation);
        if (convolution.Stride < 1 || convolution.Padding < 0) throw new ArgumentOutOfRangeException(nameof(convolution), $"{operation}: no window moves by {convolution}.");
        var (image, window, result) = (input.Shape, weight.Shape, output.Shape);
        if (image[3] != window[3] || !Covers(image[1], window[1], convolution.Padding) || !Covers(image[2], window[2], convolution.Padding)) throw Misfit(operation, "the weight", window, "the input", image);
        if (result[0] != image[0] || result[3] != window[0]) throw Misfit(operation, "the output", result, $"{image} with", window);
        if (result[1] != convolution.SizeOf(image[1], window[1]) || result[2] != convolution.SizeOf(image[2], window[2])) throw Misfit(operation, "the output", result, $"{image} with {convolution} and", window);
    }

    // input is [b, h, w, c], output [b, h', w', c]
    public static void MaxPool(Tensor input, Tensor output, Indices where, int size, int stride)
    {
        Dimensions(input, 4, nameof(MaxPool));
        Dimensions(output, 4, nameof(MaxPool));
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        var (image, result, window) = (input.Shape, output.Shape, new Convolution(stride, Padding: 0));
        var fits = image[0] == result[0] && image[3] == result[3] && image[1] >= size && image[2] >= size;
        if (!fits || result[1] != window.SizeOf(image[1], size) || result[2] != window.SizeOf(image[2], size)) throw Misfit(nameof(MaxPool), "the output", result, $"windows of {size} by {stride} on", image);
        if (where.Length != output.Length) throw Misfit(nameof(MaxPool), "the indices", $"[{where.Length}]", "the output", result);
    }

    public static void MaxPoolBackward(Tensor outputGradient, Indices where, Tensor inputGradient)
    {
        Dimensions(outputGradient, 4, nameof(MaxPoolBackward));
        Dimensions(inputGradient, 4, nameof(MaxPoolBackward));
        var (image, result) = (inputGradient.Shape, outputGradient.Shape);
        if (image[0] != result[0] || image[3] != result[3]) throw Misfit(nameof(MaxPoolBackward), "the output", result, "the input", image);
        if (where.Length != outputGradient.Length) throw Misfit(nameof(MaxPoolBackward), "the indices", $"[{where.Length}]", "the output", result);
        Below(where, (long)image[1] * image[2], mayBeNone: false, nameof(MaxPoolBackward));
    }

    // input is [b, h, w, c], output [b, c]
    public static void MeanPool(Tensor input, Tensor output, [CallerMemberName] string operation = "")
    {
        Dimensions(input, 4, operation);
        if (output.Shape.Rows != input.Shape[0] || output.Shape.Columns != input.Shape[3]) throw Misfit(operation, "the output", output.Shape, "the input", input.Shape);
    }

    public static void Embed(Tensor table, Indices indices, Tensor output, [CallerMemberName] string operation = "")
    {
        if (table.Shape.Columns != output.Shape.Columns) throw Misfit(operation, "the table", table.Shape, "the output", output.Shape);
        Column(indices, output, operation);
        Below(indices, table.Shape.Rows, mayBeNone: false, operation);
    }

    // heads is [b, t, heads, d]
    public static void Rotate(Tensor heads)
    {
        Dimensions(heads, 4, nameof(Rotate));
        if (heads.Shape.Columns % 2 != 0) throw new ArgumentException($"Rotate: heads are turned in pairs of numbers, and {heads.Shape} has an odd one.");
    }

    // query and output are [b, t, heads, d], key and value [b, t, shared, d]
    public static void Attend(Tensor query, Tensor key, Tensor value, Tensor output, Tensor statistics, [CallerMemberName] string operation = "")
    {
        Dimensions(query, 4, operation);
        Dimensions(key, 4, operation);
        if (!key.Shape.Equals(value.Shape)) throw Misfit(operation, "the key", key.Shape, "the value", value.Shape);
        if (!query.Shape.Equals(output.Shape)) throw Misfit(operation, "the query", query.Shape, "the output", output.Shape);
        var (asking, asked) = (query.Shape, key.Shape);
        if (asking[0] != asked[0] || asking[1] != asked[1] || asking[3] != asked[3] || asking[2] % asked[2] != 0) throw Misfit(operation, "the query", asking, "the key", asked);
        if (statistics.Length != (long)asking[0] * asking[1] * asking[2]) throw Misfit(operation, "what is kept of each row", statistics.Shape, "the query", asking);
    }

    public static void Dropout(Tensor input, Tensor output, float rate)
    {
        Alike(input, output, nameof(Dropout));
        if (rate is not (>= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "What is dropped is a share from 0 to less than 1.");
    }

    private static bool Covers(int image, int window, int padding) => image + (2L * padding) >= window;
}
