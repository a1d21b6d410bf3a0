namespace Athanor.Tracking.Artifacts;

/// <summary>A client that never stops sending.</summary>
internal sealed class EndlessStream : MemoryStream
{
    public override bool CanSeek => false;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(buffer.Length);
}
