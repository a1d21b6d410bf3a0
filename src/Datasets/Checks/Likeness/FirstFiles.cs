using Athanor.Datasets.Checks.Declaration;

namespace Athanor.Datasets.Checks.Likeness;

/// <summary>The first files that have some content: just enough of them to tell whether a later file is a duplicate, however many there were.</summary>
internal sealed class FirstFiles(DuplicateScope scope)
{
    private string? _first;
    private string? _firstFolder;
    private string? _elsewhere;
    private Dictionary<string, string>? _byFolder;

    /// <summary>Files in no folder count as being in one of their own.</summary>
    public void Add(string? folder, string path)
    {
        if (scope == DuplicateScope.WithinFolders) (_byFolder ??= new(StringComparer.Ordinal)).TryAdd(folder ?? "", path);
        else if (_first is null) (_first, _firstFolder) = (path, folder);
        else if (folder != _firstFolder) _elsewhere ??= path;
    }

    /// <summary>The file that one in this folder duplicates, if any.</summary>
    public string? Find(string? folder) => scope switch
    {
        DuplicateScope.WithinFolders => _byFolder?.GetValueOrDefault(folder ?? ""),
        DuplicateScope.AcrossFolders => folder == _firstFolder ? _elsewhere : _first,
        _ => _first,
    };
}
