namespace Athanor.Datasets.Client.Sources;

/// <summary>A folder of a source: its path with a slash at the end (nothing for the source itself), and the names of its files one after the other.</summary>
internal sealed record ListedFolder(byte[] Path)
{
    public byte[] Names { get; set; } = [];

    /// <summary>Files and folders in the order of their paths.</summary>
    public FolderMember[] Members { get; set; } = [];
}
