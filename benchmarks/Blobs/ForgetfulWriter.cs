using System.IO.Pipelines;

namespace Athanor.Benchmarks.Blobs;

/// <summary>Takes everything into the same memory, so that only the side that writes is measured.</summary>
internal sealed class ForgetfulWriter : PipeWriter
{
    private byte[] _memory = new byte[1 << 20];

    public override void Advance(int bytes)
    {
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_memory.Length < sizeHint) _memory = new byte[sizeHint];
        return _memory;
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => default;

    public override void CancelPendingFlush()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }
}
