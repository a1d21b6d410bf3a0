using System.IO.Pipelines;
using Athanor.Foundation.Files;
using Athanor.Objects;
using Athanor.Objects.Model;

namespace Athanor.Tracking.Artifacts;

/// <summary>The bytes of an object as a stream. What reads ahead stops when the stream is closed.</summary>
internal sealed class ObjectReading : PassingStream
{
    private readonly Pipe _pipe = new();
    private readonly CancellationTokenSource _closed;
    private readonly Stream _bytes;
    private readonly Task _copying;
    private bool _isClosed;

    public ObjectReading(ObjectStore objects, Bucket bucket, StoredObject stored, CancellationToken cancellation)
    {
        _closed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _bytes = _pipe.Reader.AsStream();
        _copying = CopyAsync(objects, bucket, stored, _closed.Token);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _bytes.ReadAsync(buffer, cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => _bytes.Read(buffer, offset, count);

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _ = CloseAsync();     // it never fails, and what still reads ends by itself
        base.Dispose(disposing);
    }

    private async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, true)) return;
        await _closed.CancelAsync();
        await _bytes.DisposeAsync();
        await _copying;
        _closed.Dispose();
    }

    private async Task CopyAsync(ObjectStore objects, Bucket bucket, StoredObject stored, CancellationToken cancellation)
    {
        Exception? failure = null;
        try
        {
            await objects.CopyToAsync(bucket, stored, 0, stored.Size, _pipe.Writer, cancellation);
        }
        catch (Exception reason)
        {
            // Who reads the stream meets it at the end of the pipe.
            failure = reason;
        }
        await _pipe.Writer.CompleteAsync(failure);
    }
}
