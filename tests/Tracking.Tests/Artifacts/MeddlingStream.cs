namespace Athanor.Tracking.Artifacts;

/// <summary>A file during whose upload something else happens.</summary>
internal sealed class MeddlingStream(Func<Task> meddle) : MemoryStream(new byte[100])
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await base.ReadAsync(buffer, cancellationToken);
        if (count == 0) await meddle();
        return count;
    }
}
