using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Checks.Sql;

/// <summary>A private folder for one query: the files it reads, where they lie nowhere else, and what its database lays aside. Gone afterwards.</summary>
internal sealed class SqlWorkspace : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("athanor-sql-").FullName;
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly long _mostBytes;
    private long _bytes;

    public SqlWorkspace(long mostBytes)
    {
        _mostBytes = mostBytes;
        Directory.CreateDirectory(SpillFolder);
        Directory.CreateDirectory(TableFolder);
    }

    public string SpillFolder => Path.Combine(_folder, "spill");

    /// <summary>All files that were laid out, by their full paths.</summary>
    public IReadOnlyCollection<string> Files => _files;

    private string TableFolder => Path.Combine(_folder, "tables");

    /// <summary>Where the paths of a tree begin on this machine.</summary>
    public string RootOf(ICheckedTree tree) => tree is ILocalTree local ? local.Root : TableFolder;

    /// <summary>Where a file lies on this machine, copied there if need be.</summary>
    public async Task<string> LayOutAsync(ICheckedTree tree, CheckedEntry entry, CancellationToken cancellation)
    {
        var place = LocalPath.Within(RootOf(tree), entry.Path) ?? throw new ProblemException(ChecksProblems.BadOutput(entry.Path));
        if (_files.Add(place) && tree is not ILocalTree) await CopyAsync(tree, entry, place, cancellation);
        return place;
    }

    public async Task<string> WriteListingAsync(IAsyncEnumerable<CheckedEntry> entries, CancellationToken cancellation)
    {
        var place = Path.Combine(_folder, "files.csv");
        await using var writer = new StreamWriter(place);
        await writer.WriteLineAsync("path,size,digest".AsMemory(), cancellation);
        await foreach (var entry in entries.WithCancellation(cancellation))
            await writer.WriteLineAsync($"{SqlText.Name(entry.Path)},{entry.Size},{entry.DigestText}".AsMemory(), cancellation);
        _files.Add(place);
        return place;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task CopyAsync(ICheckedTree tree, CheckedEntry entry, string place, CancellationToken cancellation)
    {
        _bytes += entry.Size;
        if (_bytes > _mostBytes) throw new ProblemException(ChecksProblems.TablesTooLarge(_mostBytes));
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        await using var content = await tree.OpenAsync(entry, cancellation);
        await using var file = new FileStream(place, FileMode.CreateNew);
        await content.CopyToAsync(file, cancellation);
    }
}
