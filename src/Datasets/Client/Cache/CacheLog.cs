using System.Buffers.Binary;
using System.Security.Cryptography;
using Athanor.Datasets.Client.Sources;
using Athanor.Datasets.Trees;

namespace Athanor.Datasets.Client.Cache;

/// <summary>
/// The files that an import has read so far, appended as their batches are done, so that one which was killed need not read them again.
/// Nothing is logged where another import of the same source writes the log, or where it cannot be written.
/// </summary>
internal sealed class CacheLog : IDisposable
{
    private readonly Lock _lock = new();
    private FileStream? _file;

    private CacheLog(FileStream? file) => _file = file;

    public static CacheLog Open(string? path, CacheKey key)
    {
        if (path is null) return new(null);
        try
        {
            var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = 0,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            Begin(file, key);
            return new(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(null);
        }
    }

    public void Append(IEnumerable<(ListedFile File, Digest Digest, FileStamp Stamp)> files)
    {
        if (_file is null) return;
        var block = Encode(files);
        lock (_lock)
        {
            try
            {
                _file?.Write(block);
            }
            catch (IOException)
            {
                // What is missing here is read once more by an import that follows a kill.
                _file?.Dispose();
                _file = null;
            }
        }
    }

    public void Dispose() => _file?.Dispose();

    // What an import before this one logged stays until the cache is saved; the part that its kill tore off is written over.
    private static void Begin(FileStream file, CacheKey key)
    {
        var length = file.Length is >= CacheFormat.LogHeaderSize and <= CacheFormat.LargestFile ? WholeLength(file, key) : 0;
        file.SetLength(length);
        file.Position = length;
        if (length == 0) file.Write([.. CacheFormat.LogMark, .. key.Digest]);
    }

    private static long WholeLength(FileStream file, CacheKey key)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return CacheFormat.WholeLogLength(bytes, key);
    }

    private static byte[] Encode(IEnumerable<(ListedFile File, Digest Digest, FileStamp Stamp)> files)
    {
        var block = new byte[64 << 10];
        var length = CacheFormat.BlockHeaderSize;
        Span<byte> path = stackalloc byte[ListedFile.LongestPath];
        foreach (var (file, digest, stamp) in files)
        {
            if (block.Length - length < CachedEntry.LongestSize) Array.Resize(ref block, 2 * block.Length);
            length += CachedEntry.Write(block.AsSpan(length), file.WritePath(path), stamp, digest);
        }
        BinaryPrimitives.WriteInt32LittleEndian(block, length - CacheFormat.BlockHeaderSize);
        SHA256.HashData(block.AsSpan(CacheFormat.BlockHeaderSize, length - CacheFormat.BlockHeaderSize)).AsSpan(0, 16).CopyTo(block.AsSpan(4));
        return block[..length];
    }
}
