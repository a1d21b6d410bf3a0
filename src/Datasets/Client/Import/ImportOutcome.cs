using Athanor.Datasets.Client.Cache;
using Athanor.Datasets.Client.Sources;
using Athanor.Datasets.Trees;

namespace Athanor.Datasets.Client.Import;

/// <summary>What is known of the files after an import: of those that were read, what was read, and of the others, what was known before.</summary>
internal sealed record ImportOutcome(ISource Source, Listing Listing, ImportPlan Plan, DateTimeOffset ListedAt)
{
    public bool HasNews(ImportCache cache) => Plan.Files.Count > 0 || cache.Entries.Count != Listing.Files.Length;

    /// <summary>Only files that the branch now holds as they are here.</summary>
    public IEnumerable<(ListedFile File, Digest Digest, FileStamp Stamp)> Entries()
    {
        var planned = 0;
        for (var file = 0; file < Listing.Files.Length; file++)
        {
            if (planned < Plan.Files.Count && Plan.Files[planned].Index == file)
            {
                var read = Plan.Files[planned++];
                if (read.IsKnown) yield return (read.File, read.Digest, Source.Remembered(read.Stamp, ListedAt));
            }
            else if (Plan.FindCached(file) is { } entry)
            {
                yield return (Listing.Files[file], entry.Digest, entry.Stamp);
            }
        }
    }
}
