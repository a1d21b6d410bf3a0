namespace Athanor.Datasets.Model;

/// <summary>Files and bytes of a version, in all and by parts: its folders, which are often its classes, and the endings of names.</summary>
public sealed record VersionStatistics(long Files, long Bytes, IReadOnlyList<FileGroup> Folders, IReadOnlyList<FileGroup> Types);

/// <summary>Files that have a folder or an ending in common; the name is empty for those that have none.</summary>
public sealed record FileGroup(string Name, long Files, long Bytes);
