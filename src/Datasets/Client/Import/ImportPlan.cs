using Athanor.Datasets.Client.Cache;
using Athanor.Datasets.Client.Sources;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Client.Import;

/// <summary>
/// Finds what has to be read, in one pass over three lists that have the same order: the source, what earlier imports read of it, and
/// what the branch holds. The last is told path by path.
/// </summary>
internal sealed class ImportPlan(Listing listing, CachedEntries cached, bool namesOthers)
{
    private readonly int[] _recognised = Recognition.Match(listing, cached);
    private readonly byte[] _path = new byte[ListedFile.LongestPath];
    private readonly byte[] _last = new byte[ListedFile.LongestPath];
    private int _lastLength;
    private int _next;

    public List<PlannedFile> Files { get; } = [];

    /// <summary>What the branch holds and the source does not; named only where they are to be removed.</summary>
    public List<string> Others { get; } = [];

    public bool HasOthers { get; set; }

    /// <summary>Of some files no version could be taken.</summary>
    public bool IsIncomplete => Files.Exists(file => file.State == PlannedState.Changing);

    /// <summary>The entry of the cache that still tells of a file; null for one that has to be read.</summary>
    public CachedEntry? FindCached(int file) => _recognised[file] is >= 0 and var entry ? cached[entry] : null;

    /// <summary>For a branch that holds what the cache names. Where a file was recognised by its entry there is nothing to compare.</summary>
    public void TakeCached()
    {
        for (var entry = 0; entry < cached.Count; entry++)
        {
            if (_next < _recognised.Length && _recognised[_next] == entry) _next++;
            else TakeRemote(cached[entry].Path, cached[entry].Stamp.Size, cached[entry].Digest);
        }
    }

    public void TakeRemote(ReadOnlySpan<byte> path, long size, in Digest digest)
    {
        ThrowIfOutOfOrder(path);
        while (_next < listing.Files.Length && listing.Files[_next].WritePath(_path).SequenceCompareTo(path) < 0) Plan(null);
        if (_next < listing.Files.Length && listing.Files[_next].WritePath(_path).SequenceEqual(path)) Compare(digest);
        else AddOther(path);
    }

    public void EndRemote()
    {
        while (_next < listing.Files.Length) Plan(null);
    }

    private void Compare(in Digest digest)
    {
        if (FindCached(_next) is { } entry && entry.Digest == digest) _next++;
        else Plan(digest);
    }

    private void Plan(Digest? remote)
    {
        Files.Add(new(_next, listing.Files[_next], remote));
        _next++;
    }

    private void AddOther(ReadOnlySpan<byte> path)
    {
        HasOthers = true;
        if (namesOthers) Others.Add(System.Text.Encoding.UTF8.GetString(path));
    }

    // In a list that is out of order, files that are there would look as if they were not, and the other way round; those might be removed.
    private void ThrowIfOutOfOrder(ReadOnlySpan<byte> path)
    {
        if (path.SequenceCompareTo(_last.AsSpan(0, _lastLength)) <= 0) throw new ProblemException(ImportProblems.BadManifest);
        path.CopyTo(_last);
        _lastLength = path.Length;
    }
}
