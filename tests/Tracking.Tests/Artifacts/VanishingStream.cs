namespace Athanor.Tracking.Artifacts;

/// <summary>A client that sends so many bytes and is gone then.</summary>
internal sealed class VanishingStream(int length) : MemoryStream(new byte[length])
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await base.ReadAsync(buffer, cancellationToken) is > 0 and var count ? count : throw new IOException("The client is gone.");
}
