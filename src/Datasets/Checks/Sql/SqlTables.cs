using Athanor.Datasets.Checks.Globs;
using Athanor.Datasets.Decoding;

namespace Athanor.Datasets.Checks.Sql;

/// <summary>
/// The tables that a query speaks of: a file by its path, all files that match a pattern, and <c>files</c>, the list of all. Only what the query
/// names is laid out, and every table is a view: a query reads no more of a file than it needs.
/// </summary>
internal sealed class SqlTables(FileSelection selection, SqlWorkspace workspace)
{
    private const string Listing = "files";

    /// <summary>Puts into a pattern's table which file a row came from.</summary>
    private const string FileColumn = "_file";

    private readonly List<SqlView> _views = [];
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);

    public IReadOnlyList<SqlView> Views => _views;

    /// <summary>The files behind the tables.</summary>
    public IReadOnlyCollection<string> Paths => _paths;

    /// <summary>Names that look like files of the dataset and are none.</summary>
    public List<string> Missing { get; } = [];

    public async Task LayOutAsync(ICheckedTree tree, IEnumerable<string> names, CancellationToken cancellation)
    {
        foreach (var name in names.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (name == Listing) _views.Add(new(name, await ListAsync(tree, cancellation)));
            else if (await tree.FindAsync(name, cancellation) is { } entry && selection.Contains(name)) await AddAsync(tree, name, [entry], cancellation);
            else if (IsPattern(name, out var glob)) await AddAsync(tree, name, await MatchesAsync(tree, glob, cancellation), cancellation);
            else if (ReaderOf(name) is not null) Missing.Add(name);
        }
    }

    private async Task AddAsync(ICheckedTree tree, string name, List<CheckedEntry> entries, CancellationToken cancellation)
    {
        if (entries.Count == 0 || ReaderOf(name) is not { } reader)
        {
            Missing.Add(name);
            return;
        }
        var places = new List<string>();
        foreach (var entry in entries)
        {
            places.Add(SqlText.Quote(await workspace.LayOutAsync(tree, entry, cancellation)));
            _paths.Add(entry.Path);
        }
        var isOne = entries.Count == 1 && entries[0].Path == name;
        _views.Add(new(name, isOne ? $"* FROM {reader.Call}([{places[0]}]{reader.Options})" : Union(reader, places, workspace.RootOf(tree))));
    }

    // A row says which file it came from by the place on this machine; the dataset's path begins behind the root and its slash.
    private static string Union((string Call, string Options) reader, List<string> places, string root) =>
        $"* REPLACE (substr({FileColumn}, {root.EnumerateRunes().Count() + 2}) AS {FileColumn}) " +
        $"FROM {reader.Call}([{string.Join(", ", places)}]{reader.Options}, union_by_name = true, filename = '{FileColumn}')";

    private async Task<List<CheckedEntry>> MatchesAsync(ICheckedTree tree, Glob glob, CancellationToken cancellation)
    {
        var matches = new List<CheckedEntry>();
        await foreach (var entry in tree.ListAsync(selection, cancellation))
            if (glob.Matches(entry.Path) && ReaderOf(entry.Path)?.Call == ReaderOf(glob.Text)?.Call) matches.Add(entry);
        return matches;
    }

    private async Task<string> ListAsync(ICheckedTree tree, CancellationToken cancellation)
    {
        var place = await workspace.WriteListingAsync(tree.ListAsync(selection, cancellation), cancellation);
        return $"* FROM read_csv({SqlText.Quote(place)}, header = true, columns = {{path: 'VARCHAR', size: 'BIGINT', digest: 'VARCHAR'}})";
    }

    private static bool IsPattern(string name, out Glob glob)
    {
        glob = null!;
        return name.AsSpan().IndexOfAny('*', '?', '{') >= 0 && Glob.TryParse(name, out glob!, out _);
    }

    private static (string Call, string Options)? ReaderOf(string path) => ContentKinds.ByExtension(path) switch
    {
        ContentKind.Csv => ("read_csv", ", header = true"),
        ContentKind.JsonLines => ("read_json", ", format = 'newline_delimited'"),
        ContentKind.Parquet => ("read_parquet", ""),
        _ => null,
    };
}
