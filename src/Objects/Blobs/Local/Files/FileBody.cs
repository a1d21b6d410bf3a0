using System.Buffers;
using System.IO.Pipelines;
using Athanor.Foundation.Problems;
using Athanor.Objects.Blobs.Local.Disk;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Objects.Blobs.Local.Files;

/// <summary>Takes content from the wire to a file through two buffers: one fills while the other is summed and written.</summary>
internal sealed class FileBody(SafeFileHandle file, DiskThreads threads) : IDisposable
{
    private const int BufferSize = 16 * Blocks.Size;

    private readonly ArrayBufferWriter<byte> _checksums = new();
    private byte[] _filling = ArrayPool<byte>.Shared.Rent(BufferSize);
    private byte[] _writing = ArrayPool<byte>.Shared.Rent(BufferSize);
    private Task _written = Task.CompletedTask;

    public ReadOnlyMemory<byte> Checksums => _checksums.WrittenMemory;

    /// <summary>Answers how long the content was; what is longer or shorter than announced is refused.</summary>
    public async Task<long> ReceiveAsync(PipeReader content, long? length, CancellationToken cancellation)
    {
        try
        {
            var received = 0L;
            for (var filled = BufferSize; filled == BufferSize; received += filled)
            {
                filled = await FillAsync(content, length - received, cancellation);
                await _written;
                (_filling, _writing) = (_writing, _filling);
                _written = WriteAsync(received, filled);
            }
            await _written;
            return received >= (length ?? 0) ? received : throw new ProblemException(BlobProblems.TooShort(length!.Value, received));
        }
        finally
        {
            await _written.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_filling);
        ArrayPool<byte>.Shared.Return(_writing);
    }

    private async Task<int> FillAsync(PipeReader content, long? remaining, CancellationToken cancellation)
    {
        for (var filled = 0; ;)
        {
            var result = await content.ReadAsync(cancellation);
            if (result.IsCanceled) throw new OperationCanceledException(cancellation);

            var taken = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, BufferSize - filled));
            if (filled + result.Buffer.Length > remaining) throw new ProblemException(BlobProblems.TooLong(remaining.Value));
            taken.CopyTo(_filling.AsSpan(filled));
            filled += (int)taken.Length;
            var isWhole = result.IsCompleted && taken.Length == result.Buffer.Length;
            content.AdvanceTo(taken.End);

            if (isWhole || filled == BufferSize) return filled;
        }
    }

    private Task WriteAsync(long offset, int count)
    {
        var buffer = _writing;
        return count == 0 ? Task.CompletedTask : threads.RunAsync(() => Write(buffer.AsSpan(0, count), offset));
    }

    private void Write(ReadOnlySpan<byte> buffer, long offset)
    {
        var tableSize = (int)Blocks.TableSizeOf(buffer.Length);
        Blocks.Sum(buffer, _checksums.GetSpan(tableSize));
        _checksums.Advance(tableSize);
        RandomAccess.Write(file, buffer, offset);
        NativeCalls.BeginWriteback(file, offset, buffer.Length);
    }
}
