using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Athanor.Datasets.Client.Sources;
using Athanor.Datasets.Paths;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Client.Checkout;

/// <summary>The folder that a checkout writes to, and nothing outside of it: no folder on the way to a file may be a link.</summary>
internal sealed class TargetFolder(string root)
{
    private const string TemporaryPrefix = ".athanor-";

    private readonly ConcurrentDictionary<string, bool> _checked = new(StringComparer.Ordinal);

    public string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    /// <summary>Where a file belongs; the folders on the way are there afterwards.</summary>
    public string Prepare(EntryPath path)
    {
        var slash = path.Value.LastIndexOf('/');
        if (slash > 0) PrepareFolder(path.Value[..slash]);
        var file = PathOf(path);
        return Directory.Exists(file) && !IsLink(file) ? throw new ProblemException(CheckoutProblems.FolderInTheWay(file)) : file;
    }

    /// <summary>Beside the file, under a name that the next attempt uses again: what a kill left is written over.</summary>
    public string TemporaryOf(EntryPath path) =>
        Path.Combine(Path.GetDirectoryName(PathOf(path))!, $"{TemporaryPrefix}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path.Value)))[..16]}.part");

    public string PathOf(EntryPath path) => Path.Combine(Root, path.Value);

    /// <summary>How the file looks; null where it is not there, or is reached over a link.</summary>
    public FileStamp? Describe(EntryPath path)
    {
        var slash = path.Value.LastIndexOf('/') + 1;
        using var folder = LinuxFiles.OpenFolder(Encoding.UTF8.GetBytes(Root + "/"), Encoding.UTF8.GetBytes(path.Value[..slash]));
        if (folder.IsInvalid || !LinuxFiles.TryDescribe(folder, [.. Encoding.UTF8.GetBytes(path.Value[slash..]), 0], out var state)) return null;
        return state.Kind == FileKind.Regular ? state.Stamp : null;
    }

    /// <summary>Found out by trying, since file systems do not say.</summary>
    public bool TellsCaseApart()
    {
        var probe = Path.Combine(Root, $"{TemporaryPrefix}case-{Environment.ProcessId}");
        File.Create(probe).Dispose();
        var isOne = File.Exists(Path.Combine(Root, Path.GetFileName(probe).ToUpperInvariant()));
        File.Delete(probe);
        return !isOne;
    }

    /// <summary>Removes a file, and the folders that are empty then.</summary>
    public void Remove(string path)
    {
        File.Delete(Path.Combine(Root, path));
        for (var folder = Path.GetDirectoryName(path); folder?.Length > 0; folder = Path.GetDirectoryName(folder))
        {
            var full = Path.Combine(Root, folder);
            if (Directory.EnumerateFileSystemEntries(full).Any()) return;
            Directory.Delete(full);
        }
    }

    private void PrepareFolder(string path)
    {
        if (_checked.ContainsKey(path)) return;
        if (path.LastIndexOf('/') is > 0 and var slash) PrepareFolder(path[..slash]);
        var folder = Path.Combine(Root, path);
        if (IsLink(folder) || File.Exists(folder)) throw new ProblemException(CheckoutProblems.OutOfFolder(folder));
        Directory.CreateDirectory(folder);
        _checked[path] = true;
    }

    private static bool IsLink(string path) => new DirectoryInfo(path).LinkTarget is not null;
}
