using System.Buffers;
using System.Security.Cryptography;
using Athanor.Datasets.Paths;
using Athanor.Datasets.Tars;

namespace Athanor.Datasets.Loading.Shards;

/// <summary>One shard while it is written. Its digest comes of the bytes as they pass.</summary>
internal sealed class ShardWriter(string folder, string name) : IAsyncDisposable
{
    private readonly FileStream _file = new(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20, useAsync: false);
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _header = new();

    public long Size { get; private set; }

    public int Samples { get; set; }

    /// <summary>Answers where the content will lie.</summary>
    public async Task<long> BeginFileAsync(EntryPath path, long size, DateTimeOffset modifiedAt, CancellationToken cancellation)
    {
        TarWrite.WriteHeader(_header, path, size, modifiedAt);
        await WriteAsync(_header.WrittenMemory, cancellation);
        _header.ResetWrittenCount();
        return Size;
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        _digest.AppendData(bytes.Span);
        await _file.WriteAsync(bytes, cancellation);
        Size += bytes.Length;
    }

    public async Task<ShardEntry> FinishAsync(CancellationToken cancellation)
    {
        await WriteAsync(TarWrite.End, cancellation);
        _file.Flush(flushToDisk: true);
        return new(name, Size, _digest.GetHashAndReset());
    }

    public async ValueTask DisposeAsync()
    {
        _digest.Dispose();
        await _file.DisposeAsync();
    }
}
