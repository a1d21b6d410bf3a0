using System.Text;

namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>A folder that somebody else filled. Links in it are not followed, whatever they are to; only its root may be reached over one.</summary>
internal sealed class SourceFolder(string root, TransportNotes notes)
{
    private static readonly EnumerationOptions All = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>The names of the folders in a folder.</summary>
    public IEnumerable<string> Folders(string folder) => List(folder).OfType<DirectoryInfo>().Select(inner => inner.Name);

    /// <summary>All files below a folder, at whatever depth.</summary>
    public IEnumerable<SourceFile> Files(string folder) => Files(folder, "", 0);

    /// <summary>Null where there is none, or none that is read.</summary>
    public string? ReadText(string path, int longest) => Find(path) is { } file ? ReadText(file, path, longest) : null;

    /// <summary>One file, where it is there and no part of the way to it is a link.</summary>
    public SourceFile? Find(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
            if (new DirectoryInfo(PlaceOf(path[..slash])) is not { Exists: true } folder || !IsPlain(folder, path[..slash])) return null;
        return new FileInfo(PlaceOf(path)) is { Exists: true } file && IsPlain(file, path) ? new(path, file.FullName, file.Length) : null;
    }

    public string? ReadText(SourceFile file, string path, int longest)
    {
        if (file.Length > longest)
        {
            notes.Add(path, $"it is larger than {longest} bytes");
            return null;
        }
        using var stream = file.Open();
        var bytes = new byte[file.Length];
        return Encoding.UTF8.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }

    private IEnumerable<SourceFile> Files(string folder, string prefix, int depth)
    {
        if (depth > Bounds.DeepestFolder)
        {
            notes.Add($"{folder}/{prefix}", "it lies too deep");
            yield break;
        }
        foreach (var entry in List($"{folder}/{prefix}"))
        {
            if (entry is FileInfo file) yield return new(prefix + file.Name, file.FullName, file.Length);
            else
                foreach (var inner in Files(folder, $"{prefix}{entry.Name}/", depth + 1)) yield return inner;
        }
    }

    private IEnumerable<FileSystemInfo> List(string folder) =>
        new DirectoryInfo(PlaceOf(folder)) is { Exists: true } there && (folder.Length == 0 || IsPlain(there, folder))
            ? there.EnumerateFileSystemInfos("*", All).Where(entry => IsPlain(entry, $"{folder.TrimEnd('/')}/{entry.Name}"))
            : [];

    private bool IsPlain(FileSystemInfo entry, string path)
    {
        if (!entry.Attributes.HasFlag(FileAttributes.ReparsePoint)) return true;
        notes.Add(path.TrimStart('/'), "it is a link");
        return false;
    }

    private string PlaceOf(string path) => Path.Combine(root, path.Trim('/'));
}
