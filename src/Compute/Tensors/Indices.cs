using System.Runtime.InteropServices;

namespace Athanor.Compute.Tensors;

/// <summary>Whole numbers in native memory, such as tokens, classes, and where a maximum was found. Owned like a <see cref="Tensor"/>.</summary>
public sealed unsafe class Indices : IDisposable
{
    private int* _elements;

    public Indices(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Length = length;
        _elements = (int*)NativeMemory.AlignedAlloc((nuint)length * sizeof(int), Tensor.Alignment);
        Span.Clear();
        TensorMemory.Took((long)length * sizeof(int));
    }

    public int Length { get; }

    public int* Pointer => _elements is not null ? _elements : throw new ObjectDisposedException(nameof(Indices));

    public Span<int> Span => new(Pointer, Length);

    public void Dispose()
    {
        if (_elements is null) return;
        NativeMemory.AlignedFree(_elements);
        TensorMemory.GaveBack((long)Length * sizeof(int));
        _elements = null;
    }
}
