using Athanor.Datasets.Model;

namespace Athanor.Datasets.Versions;

/// <summary>Counts files as they pass.</summary>
internal sealed class FileCounts
{
    private const int MaximumGroups = 1000;

    private readonly Dictionary<string, (long Files, long Bytes)> _folders = [];
    private readonly Dictionary<string, (long Files, long Bytes)> _types = [];
    private long _files;
    private long _bytes;

    public void Add(DatasetFile file)
    {
        (_files, _bytes) = (_files + 1, _bytes + file.Size);
        Add(_folders, FolderOf(file.Path), file.Size);
        Add(_types, Path.GetExtension(file.Path).ToLowerInvariant(), file.Size);
    }

    public VersionStatistics Finish() => new(_files, _bytes, Groups(_folders), Groups(_types));

    // The deepest folder that holds files: train/oak/1.png counts for train/oak.
    private static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    // Beyond so many, folders are no classes any more, and the rest is counted as one.
    private static void Add(Dictionary<string, (long Files, long Bytes)> groups, string name, long size)
    {
        if (groups.Count >= MaximumGroups && !groups.ContainsKey(name)) name = "…";
        var (files, bytes) = groups.GetValueOrDefault(name);
        groups[name] = (files + 1, bytes + size);
    }

    private static List<FileGroup> Groups(Dictionary<string, (long Files, long Bytes)> groups) =>
        [.. groups.Select(group => new FileGroup(group.Key, group.Value.Files, group.Value.Bytes)).OrderByDescending(group => group.Files).ThenBy(group => group.Name, StringComparer.Ordinal)];
}
