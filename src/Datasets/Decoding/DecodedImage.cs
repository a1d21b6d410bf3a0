using System.Buffers;

namespace Athanor.Datasets.Decoding;

/// <summary>Pixels in memory that goes back to the pool when the image is disposed.</summary>
public sealed class DecodedImage : IDisposable
{
    private byte[]? _rented;

    internal DecodedImage(ImageShape shape)
    {
        Shape = shape;
        _rented = ArrayPool<byte>.Shared.Rent(checked((int)shape.Length));
    }

    public ImageShape Shape { get; }

    public Span<byte> Pixels => Memory.Span;

    public Memory<byte> Memory => _rented is { } rented ? rented.AsMemory(0, (int)Shape.Length) : throw new ObjectDisposedException(nameof(DecodedImage));

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } rented) ArrayPool<byte>.Shared.Return(rented);
    }
}
