using Athanor.Datasets.Tars;

namespace Athanor.Datasets.Importing;

/// <summary>A tar on its way to the disk: what passes is looked at, and a tar that is none fails whoever reads it.</summary>
internal sealed class ScannedTar(Stream source, TarScan scan) : Stream
{
    private bool _isComplete;

    public long Count { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await source.ReadAsync(buffer, cancellationToken);
        if (count > 0)
        {
            scan.Feed(buffer.Span[..count]);
            Count += count;
        }
        else if (!_isComplete && buffer.Length > 0)
        {
            scan.Complete();
            _isComplete = true;
        }
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
