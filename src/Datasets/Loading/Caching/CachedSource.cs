using System.Buffers;
using System.Security.Cryptography;
using Athanor.Datasets.Loading.Ordering;
using Athanor.Datasets.Loading.Sources;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;

namespace Athanor.Datasets.Loading.Caching;

/// <summary>
/// A source whose files stay on this machine's disk once they came, as far as a budget of bytes goes. A file of the cache is named after
/// its digest and held to it when it is first read, so that a torn or altered one is fetched again; one folder serves one process at a time.
/// </summary>
public sealed class CachedSource : ISampleSource
{
    private const int NameLength = 2 * SHA256.HashSizeInBytes;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly ISampleSource _origin;
    private readonly string _folder;
    private readonly CacheOrder _order;
    private readonly CheckedFiles _checked;
    private readonly Lock _lock = new();

    // What the order keeps is there to be read only once it is written.
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private Func<int, long> _nextUse = static _ => 0;

    public CachedSource(ISampleSource origin, string folder, Bytes budget)
    {
        (_origin, _folder) = (origin, Directory.CreateDirectory(folder).FullName);
        _order = new(budget.Value);
        _checked = new(origin.Count);
        TakeOver();
    }

    public int Count => _origin.Count;

    public SourceFile this[int file] => _origin[file];

    public long SizeOf(int file) => _origin.SizeOf(file);

    /// <summary>Lets the order in which a reader will come to the files decide what is kept; until then, what is there stays.</summary>
    public void Follow(SampleSet set, WorkerShare share, Func<long> position)
    {
        var samples = set.SamplesOf(this);
        _nextUse = file =>
        {
            var here = position();
            var rounds = new WorkerRounds(set.Sequence, share, here);
            var thisUse = rounds.NextUse(samples[file], here);
            return thisUse == long.MaxValue ? thisUse : rounds.NextUse(samples[file], thisUse + 1);
        };
    }

    public async ValueTask ReadAsync(int file, long offset, Memory<byte> buffer, CancellationToken cancellation)
    {
        var described = _origin[file];
        var name = NameOf(described);
        if (await TryReadAsync(file, described, name, offset, buffer, cancellation))
        {
            lock (_lock) _order.Move(name, _nextUse(file));
            return;
        }
        await _origin.ReadAsync(file, offset, buffer, cancellation);
        if (offset == 0 && buffer.Length == described.Size) Keep(file, name, buffer.Span);
    }

    private static string NameOf(SourceFile file) => Convert.ToHexStringLower(file.Digest.Span);

    private string PathOf(string name) => Path.Combine(_folder, name[..2], name);

    private async Task<bool> TryReadAsync(int file, SourceFile described, string name, long offset, Memory<byte> buffer, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (!_written.Contains(name)) return false;
        }
        try
        {
            using var content = File.OpenHandle(PathOf(name));
            for (var done = 0; done < buffer.Length;)
            {
                var read = await RandomAccess.ReadAsync(content, buffer[done..], offset + done, cancellation);
                if (read == 0) throw new EndOfStreamException();
                done += read;
            }
            _checked.Check(file, described, offset, buffer.Span);
            return true;
        }
        catch (Exception failure) when (failure is IOException or ProblemException)
        {
            // Evicted meanwhile, torn or altered: whatever it is, the origin has it.
            Forget(name);
            return false;
        }
    }

    private void Forget(string name)
    {
        lock (_lock)
        {
            _order.Remove(name);
            if (_written.Remove(name)) File.Delete(PathOf(name));
        }
    }

    private void Keep(int file, string name, ReadOnlySpan<byte> content)
    {
        lock (_lock)
        {
            var evicted = new List<string>();
            var isKept = _order.TryAdd(name, content.Length, _nextUse(file), evicted);
            foreach (var one in evicted.Where(_written.Remove)) File.Delete(PathOf(one));
            if (!isKept) return;
        }
        Write(name, content);
    }

    private void Write(string name, ReadOnlySpan<byte> content)
    {
        var unfinished = $"{PathOf(name)}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}.new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(unfinished)!);
            File.WriteAllBytes(unfinished, content);
            Publish(name, unfinished);
        }
        catch (IOException)
        {
            // A full disk costs the cache, not the reading.
            Forget(name);
            if (File.Exists(unfinished)) File.Delete(unfinished);
        }
    }

    // It may have been let go again while it was written.
    private void Publish(string name, string unfinished)
    {
        lock (_lock)
        {
            if (!_order.Contains(name)) File.Delete(unfinished);
            else if (_written.Add(name)) File.Move(unfinished, PathOf(name), overwrite: true);
        }
    }

    // What an earlier process kept is there still; what it left unfinished is not. What is not ours is left alone.
    private void TakeOver()
    {
        foreach (var file in new DirectoryInfo(_folder).EnumerateDirectories("??").SelectMany(folder => folder.EnumerateFiles()))
        {
            var name = file.Name.Split('.')[0];
            if (name.Length != NameLength || !name.StartsWith(file.Directory!.Name, StringComparison.Ordinal) || name.AsSpan().ContainsAnyExcept(HexDigits)) continue;
            if (file.Name == name && _order.TryAdd(name, file.Length, long.MaxValue, [])) _written.Add(name);
            else file.Delete();
        }
    }
}
