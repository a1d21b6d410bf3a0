using System.Security.Cryptography;
using Athanor.Datasets.Loading.Reading;
using Athanor.Datasets.Loading.Sources;
using Athanor.Foundation.Problems;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Datasets.Loading.Shards;

/// <summary>
/// Shards on a disk of this machine, mapped into memory: samples are handed out where they lie, and stay there for as long as any of them
/// is out, even when the folder is disposed. docs/decisions/0008-mapped-shards.md has what that costs.
/// </summary>
public sealed class ShardFolder : ISampleSource, IMappedSource, IDisposable
{
    private readonly string _folder;
    private readonly ShardIndex _index;
    private readonly SafeFileHandle[] _shards;
    private readonly CheckedFiles _checked;
    private readonly ShardMemory _memory;
    private int _isDisposed;

    private ShardFolder(string folder, ShardIndex index, SafeFileHandle[] shards)
    {
        (_folder, _index, _shards, _checked) = (folder, index, shards, new(index.Count));
        _memory = new([.. index.Shards.Select((shard, number) => MappedShard.TryMap(shards[number], shard))]);
    }

    public int Count => _index.Count;

    public ShardSet Set => new(_index.Digest, _index.Shards.Count, SampleIndex.Of(this).Count, _index.Shards.Sum(shard => shard.Size));

    public SourceFile this[int file] => _index[file].File;

    public long SizeOf(int file) => _index.SizeOf(file);

    public FilePlace PlaceOf(int file) => _index.PlaceOf(file);

    /// <summary>Refuses a folder whose shards are not as long as they were when they were packed.</summary>
    public static ShardFolder Open(string folder)
    {
        var path = Path.Combine(folder, IndexFormat.FileName);
        if (!File.Exists(path)) throw new ProblemException(LoadingProblems.NoShards(folder));
        if (new FileInfo(path).Length > ShardIndex.MaximumBytes) throw new ProblemException(LoadingProblems.BadIndex("it is too long"));
        var index = ShardIndex.Read(File.ReadAllBytes(path));
        var shards = new List<SafeFileHandle>();
        try
        {
            foreach (var shard in index.Shards) shards.Add(OpenShard(folder, shard));
            return new(folder, index, [.. shards]);
        }
        catch
        {
            shards.ForEach(shard => shard.Dispose());
            throw;
        }
    }

    public ValueTask ReadAsync(int file, long offset, Memory<byte> buffer, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var packed = _index[file];
        Fill(packed.Shard, packed.Offset + offset, buffer.Span);
        _checked.Check(file, packed.File, offset, buffer.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask ReadRunAsync(ReadOnlyMemory<int> files, Memory<byte> buffer, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var first = _index.PlaceOf(files.Span[0]);
        Fill(first.Store, first.Offset, buffer.Span);
        _checked.CheckRun(this, files.Span, buffer.Span);
        return ValueTask.CompletedTask;
    }

    bool IMappedSource.IsMapped(int store) => _memory.IsMapped(store);

    void IMappedSource.Hold() => _memory.Hold();

    void IMappedSource.Release() => _memory.Release();

    void IMappedSource.MapRuns(ReadOnlySpan<FileRun> runs, ReadOnlySpan<int> sorted, Span<ReadOnlyMemory<byte>> contents)
    {
        _memory.Map(runs, contents);
        for (var at = 0; at < runs.Length; at++)
            if (runs[at].IsMapped) _checked.CheckRun(this, sorted.Slice(runs[at].First, runs[at].Files), contents[at].Span);
    }

    /// <summary>Reads every shard from beginning to end, and refuses the first that is not the one that was packed.</summary>
    public async Task VerifyAsync(CancellationToken cancellation)
    {
        foreach (var shard in _index.Shards)
        {
            await using var content = File.OpenRead(Path.Combine(_folder, shard.Name));
            var digest = await SHA256.HashDataAsync(content, cancellation);
            if (!shard.Digest.Span.SequenceEqual(digest)) throw new ProblemException(LoadingProblems.DamagedShard(shard.Name, "its digest is another"));
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        _memory.Release();
        foreach (var shard in _shards) shard.Dispose();
    }

    private static SafeFileHandle OpenShard(string folder, ShardEntry shard)
    {
        var path = Path.Combine(folder, shard.Name);
        if (!File.Exists(path)) throw new ProblemException(LoadingProblems.DamagedShard(shard.Name, "it is not there"));
        var handle = File.OpenHandle(path);
        var length = RandomAccess.GetLength(handle);
        if (length == shard.Size) return handle;
        handle.Dispose();
        throw new ProblemException(LoadingProblems.DamagedShard(shard.Name, $"it has {length} bytes instead of {shard.Size}"));
    }

    private void Fill(int shard, long offset, Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var read = RandomAccess.Read(_shards[shard], buffer, offset);
            if (read == 0) throw new ProblemException(LoadingProblems.DamagedShard(_index.Shards[shard].Name, "it was cut short"));
            buffer = buffer[read..];
            offset += read;
        }
    }
}
