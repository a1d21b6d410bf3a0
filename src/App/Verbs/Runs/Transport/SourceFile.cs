namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>A file of a folder: its path from the folder on that was asked for, where it lies, and how long it was then.</summary>
internal sealed record SourceFile(string Path, string Place, long Length)
{
    /// <summary>Pipes and devices have no length, and so are never opened.</summary>
    public Stream Open() => Length == 0 ? Stream.Null : new FileStream(Place, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
