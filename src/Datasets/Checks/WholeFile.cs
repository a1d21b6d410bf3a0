using System.Buffers;

namespace Athanor.Datasets.Checks;

/// <summary>All bytes of a file in memory of the pool.</summary>
internal sealed class WholeFile : IDisposable
{
    private readonly byte[] _rented;
    private readonly int _length;

    private WholeFile(byte[] rented, int length) => (_rented, _length) = (rented, length);

    public ReadOnlySpan<byte> Bytes => _rented.AsSpan(0, _length);

    /// <summary>The caller has looked at the size; a stream that ends early gives what there was.</summary>
    public static async ValueTask<WholeFile> ReadAsync(ICheckedTree tree, CheckedEntry entry, CancellationToken cancellation)
    {
        var length = checked((int)entry.Size);
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            await using var content = await tree.OpenAsync(entry, cancellation);
            return new(rented, await content.ReadAtLeastAsync(rented.AsMemory(0, length), length, throwOnEndOfStream: false, cancellation));
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(rented);
            throw;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_rented);
}
