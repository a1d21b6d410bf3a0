using System.Text.Json;
using Athanor.Foundation.Problems;

namespace Athanor.Training.Formats.Safetensors;

/// <summary>What a file holds. One that exists describes every byte of its file once: no tensor reaches beyond it, into another, or leaves a gap.</summary>
public sealed record SafetensorsHeader(IReadOnlyDictionary<string, TensorEntry> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The format's own limit; the length stands in the first eight bytes.</summary>
    public const int MostBytes = 100_000_000;

    internal static SafetensorsHeader Parse(ReadOnlySpan<byte> json, long dataLength, string path)
    {
        try
        {
            if (json is [] || json[0] != (byte)'{') throw new FormatException("its header does not begin with '{'");
            var header = new HeaderReader(json).Read();
            CheckPlaces(header.Tensors.Values, dataLength);
            return header;
        }
        catch (Exception failure) when (failure is FormatException or JsonException or InvalidOperationException or OverflowException)
        {
            throw new ProblemException(FormatsProblems.BadSafetensors(path, failure is FormatException ? failure.Message : "its header is not JSON of the right form"));
        }
    }

    private static void CheckPlaces(IEnumerable<TensorEntry> tensors, long dataLength)
    {
        var end = 0L;
        foreach (var tensor in tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End))
        {
            var name = FormatsProblems.Shorten(tensor.Name);
            if (tensor.Begin != end) throw new FormatException($"'{name}' begins at byte {tensor.Begin} and not where the one before it ends, at {end}");
            if (tensor.End < tensor.Begin || tensor.End > dataLength) throw new FormatException($"'{name}' reaches to byte {tensor.End} of {dataLength}");
            if (BytesOf(tensor) != tensor.End - tensor.Begin) throw new FormatException($"'{name}' has {tensor.End - tensor.Begin} bytes, which its shape and type do not make");
            end = tensor.End;
        }
        if (end != dataLength) throw new FormatException($"its tensors end at byte {end} of {dataLength}");
    }

    private static long BytesOf(TensorEntry tensor) => tensor.Sizes.Aggregate((long)tensor.Type.Size, (product, size) => checked(product * size));
}
