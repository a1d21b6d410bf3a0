using System.Runtime.InteropServices;

namespace Athanor.Compute.Tensors;

/// <summary>
/// Numbers of 32 bits in native memory, row by row without gaps, aligned to a cache line. Whoever makes one owns it and disposes of it; a view
/// borrows the memory of another and must not outlive it. Not thread-safe: two threads may write different parts.
/// </summary>
public sealed unsafe class Tensor : IDisposable
{
    public const int Alignment = 64;
    private readonly bool _isOwner;
    private float* _elements;

    private Tensor(Shape shape, float* elements, bool isOwner)
    {
        _elements = elements;
        _isOwner = isOwner;
        Shape = shape;
    }

    public Shape Shape { get; }

    public long Length => Shape.Length;

    public float* Pointer => _elements is not null ? _elements : throw new ObjectDisposedException(nameof(Tensor));

    /// <summary>Of tensors with less than two thousand million elements.</summary>
    public Span<float> Span => new(Pointer, checked((int)Length));

    public static Tensor Zeros(params ReadOnlySpan<int> sizes) => Zeros(new Shape(sizes));

    public static Tensor Zeros(Shape shape)
    {
        var bytes = checked((nuint)shape.Length * sizeof(float));
        var elements = (float*)NativeMemory.AlignedAlloc(bytes, HugePages.AlignmentOf(bytes));
        HugePages.Ask(elements, bytes);
        NativeMemory.Clear(elements, bytes);
        TensorMemory.Took((long)bytes);
        return new(shape, elements, isOwner: true);
    }

    public static Tensor From(Shape shape, ReadOnlySpan<float> elements)
    {
        if (elements.Length != shape.Length) throw new ArgumentException($"{elements.Length} numbers do not fill {shape}.", nameof(elements));
        var tensor = Zeros(shape);
        elements.CopyTo(tensor.Span);
        return tensor;
    }

    /// <summary>The same memory from an element on, in another shape.</summary>
    public Tensor View(long offset, Shape shape)
    {
        if (offset < 0 || offset > Length - shape.Length) throw new ArgumentOutOfRangeException(nameof(offset), $"{shape} from {offset} on does not lie within {Shape}.");
        return new(shape, Pointer + offset, isOwner: false);
    }

    public Tensor As(params ReadOnlySpan<int> sizes) => View(0, new Shape(sizes));

    public void Clear() => NativeMemory.Clear(Pointer, (nuint)Length * sizeof(float));

    public void Dispose()
    {
        if (_isOwner && _elements is not null)
        {
            NativeMemory.AlignedFree(_elements);
            TensorMemory.GaveBack(Length * sizeof(float));
        }
        _elements = null;
    }
}
