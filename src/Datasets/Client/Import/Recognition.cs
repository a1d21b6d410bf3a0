using Athanor.Datasets.Client.Cache;
using Athanor.Datasets.Client.Sources;

namespace Athanor.Datasets.Client.Import;

/// <summary>Finds for each file of a listing the entry of a cache with the same path and the same look; both are in the order of paths.</summary>
internal static class Recognition
{
    /// <summary>The place of the entry, or -1.</summary>
    public static int[] Match(Listing listing, CachedEntries cached)
    {
        var matches = new int[listing.Files.Length];
        Span<byte> buffer = stackalloc byte[ListedFile.LongestPath];
        var entry = 0;
        for (var file = 0; file < matches.Length; file++)
        {
            ref readonly var listed = ref listing.Files[file];
            var path = listed.WritePath(buffer);
            var order = -1;
            while (entry < cached.Count && (order = cached[entry].Path.SequenceCompareTo(path)) < 0) entry++;
            matches[file] = entry < cached.Count && order == 0 && cached[entry].Stamp == listed.Stamp ? entry : -1;
        }
        return matches;
    }
}
