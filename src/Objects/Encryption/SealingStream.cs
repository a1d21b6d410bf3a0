using System.Buffers;
using Athanor.Foundation.Files;

namespace Athanor.Objects.Encryption;

/// <summary>Content on its way to disk, read out sealed. The last block leaves only after the content's end was read, and with it whatever is checked there.</summary>
internal sealed class SealingStream : PassingStream
{
    // One byte beyond a block tells that it is not the last.
    private readonly byte[] _plain = ArrayPool<byte>.Shared.Rent(SealedLayout.BlockSize + 1);
    private readonly byte[] _sealed = ArrayPool<byte>.Shared.Rent(SealedLayout.HeaderSize + SealedLayout.SealedBlockSize);
    private readonly Stream _content;
    private readonly BlockCipher _cipher;
    private int _plainCount;
    private int _sealedBegin;
    private int _sealedEnd;
    private long _block;
    private bool _isEnded;
    private bool _isDisposed;

    public SealingStream(Stream content, ReadOnlySpan<byte> objectKey)
    {
        _content = content;
        _cipher = BlockCipher.Begin(objectKey, _sealed.AsSpan(0, SealedLayout.HeaderSize));
        _sealedEnd = SealedLayout.HeaderSize;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_sealedBegin == _sealedEnd && !_isEnded) await SealNextAsync(cancellationToken);

        var count = Math.Min(buffer.Length, _sealedEnd - _sealedBegin);
        _sealed.AsSpan(_sealedBegin, count).CopyTo(buffer.Span);
        _sealedBegin += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _cipher.Dispose();
            ArrayPool<byte>.Shared.Return(_plain, clearArray: true);
            ArrayPool<byte>.Shared.Return(_sealed);
        }
        base.Dispose(disposing);
    }

    private async ValueTask SealNextAsync(CancellationToken cancellation)
    {
        _plainCount += await _content.ReadAtLeastAsync(
            _plain.AsMemory(_plainCount, SealedLayout.BlockSize + 1 - _plainCount), SealedLayout.BlockSize + 1 - _plainCount, throwOnEndOfStream: false, cancellation);
        _isEnded = _plainCount <= SealedLayout.BlockSize;

        var count = Math.Min(_plainCount, SealedLayout.BlockSize);
        _cipher.Seal(_block++, _isEnded, _plain.AsSpan(0, count), _sealed);
        (_sealedBegin, _sealedEnd) = (0, count + SealedLayout.TagSize);
        _plain[0] = _plain[SealedLayout.BlockSize];
        _plainCount -= count;
    }
}
