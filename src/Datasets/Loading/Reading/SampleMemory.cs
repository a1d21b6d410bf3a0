using System.Buffers;

namespace Athanor.Datasets.Loading.Reading;

/// <summary>Memory that several samples share; it goes back when the last of them is done with it.</summary>
internal sealed class SampleMemory(int bytes, int samples)
{
    private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent(bytes);
    private int _users = samples;

    public Memory<byte> Slice(int start, int length) => _bytes.AsMemory(start, length);

    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0) ArrayPool<byte>.Shared.Return(_bytes);
    }
}
