using System.Buffers;
using Athanor.Objects.Blobs.Local.Disk;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Objects.Blobs.Local.Files;

/// <summary>A blob's file with that part of its checksums which is needed next: a window of 64 KiB covers 1 GiB of content.</summary>
internal sealed class OpenFile : IDisposable
{
    private const int WindowBlocks = 16 << 10;

    private readonly SafeFileHandle _handle;
    private readonly BlobReference _blob;
    private readonly DiskReads _reads;
    private byte[] _window = [];
    private long _windowBegin;
    private long _windowEnd;

    private OpenFile(SafeFileHandle handle, BlobReference blob, DiskReads reads) => (_handle, _blob, _reads) = (handle, blob, reads);

    /// <summary>Opens the file and checks that its footer tells of this very blob.</summary>
    public static async ValueTask<OpenFile> OpenAsync(string path, BlobReference blob, DiskReads reads)
    {
        var file = new OpenFile(OpenHandle(path) ?? throw new MissingBlobException(blob), blob, reads);
        try
        {
            await file.CheckFooterAsync();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Null where there is no such file.</summary>
    public static SafeFileHandle? OpenHandle(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void ExpectSequentialReads() => NativeCalls.ExpectSequentialReads(_handle);

    public void ForgetCache() => NativeCalls.ForgetCache(_handle, 0, 0);

    /// <summary>Fills the memory with the stretch, all of it checked.</summary>
    public async ValueTask ReadAsync(Stretch stretch, Memory<byte> memory)
    {
        await NeedChecksumsAsync(stretch);
        await FillAsync(memory, stretch.Offset);

        var table = _window.AsSpan((int)(stretch.FirstBlock - _windowBegin) * Blocks.ChecksumSize, stretch.BlockCount * Blocks.ChecksumSize);
        if (Blocks.FindDamage(memory.Span, table) is { } block) throw new DamagedBlobException(_blob, $"block {stretch.FirstBlock + block} does not match its checksum");
    }

    public void Dispose()
    {
        _handle.Dispose();
        if (_window.Length > 0) ArrayPool<byte>.Shared.Return(_window);
    }

    private async ValueTask CheckFooterAsync()
    {
        var size = RandomAccess.GetLength(_handle);
        if (size != FileFooter.FileSizeFor(_blob.Length)) throw new DamagedBlobException(_blob, $"its file has {size} bytes instead of {FileFooter.FileSizeFor(_blob.Length)}");

        var footer = new byte[FileFooter.Size];
        await FillAsync(footer, size - FileFooter.Size);
        if (FileFooter.ReadLength(footer, _blob.Container, size) is null) throw new DamagedBlobException(_blob, "its footer is not what was written");
    }

    private async ValueTask NeedChecksumsAsync(Stretch stretch)
    {
        if (stretch.FirstBlock >= _windowBegin && stretch.EndBlock <= _windowEnd) return;

        var count = (int)Math.Min(WindowBlocks, Blocks.CountOf(_blob.Length) - stretch.FirstBlock);
        if (_window.Length == 0) _window = ArrayPool<byte>.Shared.Rent(count * Blocks.ChecksumSize);
        await FillAsync(_window.AsMemory(0, count * Blocks.ChecksumSize), _blob.Length + (stretch.FirstBlock * Blocks.ChecksumSize));
        (_windowBegin, _windowEnd) = (stretch.FirstBlock, stretch.FirstBlock + count);
    }

    private async ValueTask FillAsync(Memory<byte> memory, long offset)
    {
        try
        {
            if (await _reads.ReadAsync(_handle, memory, offset) < memory.Length) throw new DamagedBlobException(_blob, "its file was cut short");
        }
        catch (IOException failure) when (failure.HResult == Errno.InputOutput)
        {
            throw new DamagedBlobException(_blob, $"the disk cannot read it: {failure.Message}");
        }
    }
}
