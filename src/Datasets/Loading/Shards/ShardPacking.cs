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

    /// <summary>
    /// A folder that holds the shards of these files already is left as it is, and what an interrupted packing left is thrown away;
    /// a folder with anything else in it is refused.
    /// </summary>
    public static async Task<ShardSet> PackAsync(ISampleSource source, string folder, ShardOptions options, CancellationToken cancellation)
    {
        if (FindPacked(source, folder) is { } packed) return packed;
        RemoveUnfinished(folder);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) throw new ProblemException(LoadingProblems.FolderInUse(folder));
        Directory.CreateDirectory(folder);
        await new ShardPacking(source, folder, options).PackAsync(cancellation);
        using var shards = ShardFolder.Open(folder);
        return shards.Set;
    }

    private static ShardSet? FindPacked(ISampleSource source, string folder)
    {
        if (!File.Exists(Path.Combine(folder, IndexFormat.FileName))) return null;
        using var shards = ShardFolder.Open(folder);
        return shards.Count == source.Count && Enumerable.Range(0, source.Count).All(file => IsSame(source[file], shards[file])) ? shards.Set : null;
    }

    private static bool IsSame(SourceFile one, SourceFile other) => one.Path == other.Path && one.Digest.Span.SequenceEqual(other.Digest.Span);

    // The index is begun before the first shard, so shards beside an unfinished one are ours, and others are not.
    private static void RemoveUnfinished(string folder)
    {
        var index = Path.Combine(folder, IndexFormat.Unfinished);
        if (!File.Exists(index)) return;
        foreach (var shard in Directory.EnumerateFiles(folder, "shard-*.tar")) File.Delete(shard);
        File.Delete(index);
    }

    private async Task PackAsync(CancellationToken cancellation)
    {
        await using var index = new FileStream(Path.Combine(_folder, IndexFormat.Unfinished), FileMode.CreateNew, FileAccess.Write);
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
        Publish(index);
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
    private void Publish(FileStream index)
    {
        IndexWrite.Write(index, _shards, _files);
        index.Flush(flushToDisk: true);
        File.Move(index.Name, Path.Combine(_folder, IndexFormat.FileName));
        Durable.SyncDirectory(_folder);
    }
}
