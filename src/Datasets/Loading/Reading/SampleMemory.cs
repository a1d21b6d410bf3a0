using System.Buffers;
using Athanor.Datasets.Loading.Sources;

namespace Athanor.Datasets.Loading.Reading;

/// <summary>Memory that several samples share, their own or that of their sources; it goes back when the last of them is done with it.</summary>
internal sealed class SampleMemory(int bytes, int samples)
{
    private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent(bytes);
    private readonly List<IMappedSource> _held = [];
    private int _users = samples;

    public Memory<byte> Slice(int start, int length) => _bytes.AsMemory(start, length);

    public void Hold(IMappedSource source)
    {
        source.Hold();
        _held.Add(source);
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _users) > 0) return;
        ArrayPool<byte>.Shared.Return(_bytes);
        LetGo();
    }

    /// <summary>For samples that never came to be. Somebody may write into our own memory still, so that is not used again.</summary>
    public void LetGo() => _held.ForEach(source => source.Release());
}
