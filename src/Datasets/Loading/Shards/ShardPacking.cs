using System.Security.Cryptography;
using Athanor.Datasets.Loading.Sources;
using Athanor.Datasets.Tars;
using Athanor.Foundation.Files;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Loading.Shards;

/// <summary>Packs all samples of a source into shards. A file that is not what its source says fails the packing; the index is written last.</summary>
public sealed class ShardPacking
{
    private const int Piece = 1 << 20;

    private readonly ISampleSource _source;
    private readonly string _folder;
    private readonly ShardOptions _options;
    private readonly List<ShardEntry> _shards = [];
    private readonly PackedFile[] _files;
    private readonly byte[] _piece = new byte[Piece];
    private ShardWriter? _shard;

    private ShardPacking(ISampleSource source, string folder, ShardOptions options)
    {
        (_source, _folder, _options) = (source, folder, options);
        _files = new PackedFile[source.Count];
    }

    public static async Task<IReadOnlyList<ShardEntry>> PackAsync(ISampleSource source, string folder, ShardOptions options, CancellationToken cancellation)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) throw new ProblemException(LoadingProblems.FolderInUse(folder));
        Directory.CreateDirectory(folder);
        return await new ShardPacking(source, folder, options).PackAsync(cancellation);
    }

    private async Task<IReadOnlyList<ShardEntry>> PackAsync(CancellationToken cancellation)
    {
        try
        {
            var samples = SampleIndex.Of(_source);
            for (var sample = 0; sample < samples.Count; sample++) await PackSampleAsync(samples.FilesOf(sample).ToArray(), cancellation);
            await FinishShardAsync(cancellation);
        }
        finally
        {
            if (_shard is not null) await _shard.DisposeAsync();
        }
        WriteIndex();
        return _shards;
    }

    private async Task PackSampleAsync(int[] files, CancellationToken cancellation)
    {
        if (_shard is not null && IsFull(_shard, files.Sum(file => _source.SizeOf(file) + TarHeader.Block))) await FinishShardAsync(cancellation);
        _shard ??= new(_folder, $"shard-{_shards.Count:000000}.tar");
        foreach (var file in files) _files[file] = await PackFileAsync(file, _shard, cancellation);
        _shard.Samples++;
    }

    private bool IsFull(ShardWriter shard, long next) => shard.Samples >= _options.MaximumSamples || shard.Size + next > _options.TargetSize.Value;

    private async Task<PackedFile> PackFileAsync(int number, ShardWriter shard, CancellationToken cancellation)
    {
        var file = _source[number];
        var offset = await shard.BeginFileAsync(file.Path, file.Size, file.ModifiedAt, cancellation);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var at = 0L; at < file.Size; at += Piece)
        {
            var piece = _piece.AsMemory(0, (int)Math.Min(Piece, file.Size - at));
            await _source.ReadAsync(number, at, piece, cancellation);
            digest.AppendData(piece.Span);
            await shard.WriteAsync(piece, cancellation);
        }
        if (!file.Digest.Span.SequenceEqual(digest.GetHashAndReset())) throw new ProblemException(LoadingProblems.Damaged(file.Path.Value));
        await shard.WriteAsync(TarWrite.PaddingOf(file.Size), cancellation);
        return new(file, _shards.Count, offset);
    }

    private async Task FinishShardAsync(CancellationToken cancellation)
    {
        if (_shard is null) return;
        _shards.Add(await _shard.FinishAsync(cancellation));
        await _shard.DisposeAsync();
        _shard = null;
    }

    // Shards exist once their index does.
    private void WriteIndex()
    {
        var (path, unfinished) = (Path.Combine(_folder, IndexFormat.FileName), Path.Combine(_folder, IndexFormat.FileName + ".new"));
        using (var index = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
        {
            IndexWrite.Write(index, _shards, _files);
            index.Flush(flushToDisk: true);
        }
        File.Move(unfinished, path);
        Durable.SyncDirectory(_folder);
    }
}
