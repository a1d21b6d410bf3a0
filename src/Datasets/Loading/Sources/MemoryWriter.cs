using System.IO.Pipelines;

namespace Athanor.Datasets.Loading.Sources;

/// <summary>
/// A pipe that ends in memory which somebody else has: what is written is there at once. Only a block that does not fit into the rest
/// of it, because less than all of the block was asked for, takes a detour.
/// </summary>
internal sealed class MemoryWriter(Memory<byte> target) : PipeWriter
{
    private byte[]? _detour;
    private bool _isDetour;

    public int Written { get; private set; }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        var rest = target[Written..];
        _isDetour = rest.Length < Math.Max(1, sizeHint);
        if (!_isDetour) return rest;
        if (_detour is null || _detour.Length < sizeHint) _detour = new byte[Math.Max(1, sizeHint)];
        return _detour;
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        if (_isDetour) _detour.AsSpan(0, bytes).CopyTo(target.Span[Written..]);
        Written += bytes;
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(new FlushResult(isCanceled: false, isCompleted: false));

    public override void CancelPendingFlush()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }
}
