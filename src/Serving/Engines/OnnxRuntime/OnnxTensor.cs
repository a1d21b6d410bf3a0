using System.Runtime.InteropServices;
using Athanor.Foundation.Problems;

namespace Athanor.Serving.Engines.OnnxRuntime;

/// <summary>Numbers that go into a model or come out of it, and their sizes.</summary>
public sealed class OnnxTensor
{
    private const int MostDimensions = 16;
    private readonly Array _numbers;

    private OnnxTensor(OnnxElement element, IReadOnlyList<long> sizes, Array numbers)
    {
        var length = 1L;
        foreach (var size in sizes) length = size >= 0 && (size == 0 || length <= Array.MaxLength / size) ? length * size : -1;
        if (sizes.Count > MostDimensions || length != numbers.Length) throw new ProblemException(OnnxProblems.BadShape($"[{string.Join(", ", sizes.Take(MostDimensions))}]", numbers.Length));
        (Element, Sizes, _numbers) = (element, sizes, numbers);
    }

    public OnnxElement Element { get; }

    public IReadOnlyList<long> Sizes { get; }

    public ReadOnlySpan<float> Floats => (float[])_numbers;

    public ReadOnlySpan<long> Integers => (long[])_numbers;

    internal ReadOnlySpan<byte> Bytes => MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(_numbers), Buffer.ByteLength(_numbers));

    public static OnnxTensor Of(IReadOnlyList<long> sizes, float[] numbers) => new(OnnxElement.Float, sizes, numbers);

    public static OnnxTensor Of(IReadOnlyList<long> sizes, long[] numbers) => new(OnnxElement.Int64, sizes, numbers);
}
