using Athanor.Datasets.Checks.Declaration;

namespace Athanor.Datasets.Checks.Likeness;

/// <summary>The first file of each folder that has some content: enough to tell whether a later file is a duplicate, however many there were.</summary>
internal sealed class FirstFiles
{
    private readonly List<(string? Folder, string Path)> _files = [];

    public void Add(string? folder, string path)
    {
        if (!_files.Exists(file => file.Folder == folder)) _files.Add((folder, path));
    }

    /// <summary>The file that one in this folder duplicates, if any.</summary>
    public string? Find(string? folder, DuplicateScope scope) => _files.Find(file => scope switch
    {
        DuplicateScope.AcrossFolders => file.Folder != folder,
        DuplicateScope.WithinFolders => file.Folder == folder,
        _ => true,
    }).Path;
}
