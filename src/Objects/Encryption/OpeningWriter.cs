using System.Buffers;
using System.IO.Pipelines;
using Athanor.Objects.Blobs;

namespace Athanor.Objects.Encryption;

/// <summary>
/// Takes a blob's header and then its blocks from some block on, as a store writes them, and passes on what they hold of a stretch. A block that does
/// not open passes nothing on.
/// </summary>
internal sealed class OpeningWriter(PipeWriter target, BlobReference blob, ReadOnlyMemory<byte> objectKey, long offset, long length) : PipeWriter, IDisposable
{
    private readonly long _plainLength = SealedLayout.PlainLength(blob.Length);
    private byte[] _held = ArrayPool<byte>.Shared.Rent(SealedLayout.SealedBlockSize);
    private int _count;
    private BlockCipher? _cipher;
    private long _block = offset / SealedLayout.BlockSize;
    private int _skipped = (int)(offset % SealedLayout.BlockSize);
    private long _wanted = length;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(Math.Max(sizeHint, 1));
        return _held.AsMemory(_count);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes) => _count += bytes;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        Open();
        return target.FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush() => target.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
    }

    public void Dispose()
    {
        _cipher?.Dispose();
        ArrayPool<byte>.Shared.Return(_held);
        _held = [];
    }

    private void Open()
    {
        var at = 0;
        if (_cipher is null)
        {
            if (_count < SealedLayout.HeaderSize) return;
            _cipher = BlockCipher.Resume(objectKey.Span, _held.AsSpan(0, SealedLayout.HeaderSize)) ?? throw new DamagedBlobException(blob, "it does not begin as a sealed blob");
            at = SealedLayout.HeaderSize;
        }
        for (int size; _wanted > 0 && _count - at >= (size = PlainSizeOf(_block) + SealedLayout.TagSize); at += size) PassOn(_held.AsSpan(at, size));
        _held.AsSpan(at, _count - at).CopyTo(_held);
        _count -= at;
    }

    private int PlainSizeOf(long block) => (int)Math.Min(SealedLayout.BlockSize, _plainLength - (block * SealedLayout.BlockSize));

    private void PassOn(ReadOnlySpan<byte> block)
    {
        var plain = target.GetSpan(Math.Max(1, block.Length - SealedLayout.TagSize))[..(block.Length - SealedLayout.TagSize)];
        if (!_cipher!.TryOpen(_block, _block == SealedLayout.BlocksOf(_plainLength) - 1, block, plain)) throw new DamagedBlobException(blob, $"sealed block {_block} does not open");

        var count = (int)Math.Min(_wanted, plain.Length - _skipped);
        if (_skipped > 0) plain.Slice(_skipped, count).CopyTo(plain);
        target.Advance(count);
        _wanted -= count;
        _skipped = 0;
        _block++;
    }

    private void MakeRoom(int size)
    {
        if (_held.Length - _count >= size) return;
        var larger = ArrayPool<byte>.Shared.Rent(_count + size);
        _held.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_held);
        _held = larger;
    }
}
