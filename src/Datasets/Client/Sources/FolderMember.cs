namespace Athanor.Datasets.Client.Sources;

/// <summary>A file of a folder, or a folder in it; its name stands among the names of the folder.</summary>
internal readonly record struct FolderMember(int NameStart, int NameLength, FileStamp Stamp, ListedFolder? Folder);
