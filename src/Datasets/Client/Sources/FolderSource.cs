using System.Text;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Client.Sources;

/// <summary>A folder of this machine.</summary>
internal sealed class FolderSource(string folder, int room) : ISource
{
    // File systems differ in how finely they note times; the coarsest, two seconds.
    private static readonly TimeSpan Coarseness = TimeSpan.FromSeconds(2);

    private readonly byte[] _root = Encoding.UTF8.GetBytes(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + "/");

    public Task<Listing> ListAsync(CancellationToken cancellation) =>
        Directory.Exists(folder) ? new FolderWalk(_root, room).RunAsync(cancellation) : throw new ProblemException(ImportProblems.NoFolder(folder));

    IContentReader ISource.OpenReader() => OpenReader();

    public FolderReader OpenReader() => new(_root);

    /// <summary>
    /// A file that changed just before it was listed may change again within the same tick of the clock, and then looks the same; so it
    /// is remembered as one that has to be read again. The time of change is the system's own: nobody sets it back, as the time of
    /// modification may be.
    /// </summary>
    public FileStamp Remembered(in FileStamp stamp, DateTimeOffset listedAt) =>
        stamp.ChangedAt < (listedAt - Coarseness - DateTimeOffset.UnixEpoch).Ticks * 100 ? stamp : stamp with { ChangedAt = FileStamp.Doubtful };
}
