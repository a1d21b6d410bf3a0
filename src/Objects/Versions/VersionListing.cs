using Athanor.Foundation.Databases;
using Athanor.Objects.Model;
using Athanor.Objects.Names;

namespace Athanor.Objects.Versions;

/// <summary>Lists every version and marker, by key and newest first, those behind a delimiter gathered into common prefixes.</summary>
internal static class VersionListing
{
    public static VersionsPage Of(ReadSession session, long bucket, string prefix, string delimiter, string keyMarker, string versionMarker, int limit)
    {
        if (limit == 0) return new([], [], null, null);

        var end = KeyRange.EndOf(prefix);
        var (from, recency) = StartOf(session, bucket, prefix, delimiter, keyMarker, versionMarker);
        var versions = new List<StoredObject>();
        var prefixes = new List<string>();
        (string Key, string? Version) last = ("", null);
        while (true)
        {
            var room = limit - versions.Count - prefixes.Count;
            var batch = ObjectsDatabase.ListVersions(session, bucket, from, recency, end, room + 1);
            string? skipTo = null;
            foreach (var (stored, _) in batch)
            {
                if (versions.Count + prefixes.Count == limit) return new(versions, prefixes, last.Key, last.Version);
                if (Listing.CommonPrefixOf(stored.Key, prefix, delimiter) is { } common)
                {
                    prefixes.Add(common);
                    last = (common, null);
                    skipTo = KeyRange.EndOf(common);
                    if (skipTo is null) return new(versions, prefixes, null, null);
                    break;
                }
                versions.Add(stored);
                last = (stored.Key, stored.Version);
            }
            if (skipTo is null) return new(versions, prefixes, null, null);
            (from, recency) = (skipTo, null);
        }
    }

    // Without a version the marker's key is done with: its oldest version has a recency of at least one.
    private static (string From, long? Recency) StartOf(ReadSession session, long bucket, string prefix, string delimiter, string keyMarker, string versionMarker)
    {
        if (keyMarker.Length == 0 || ObjectKey.Compare(keyMarker, prefix) < 0) return (prefix, null);
        if (versionMarker.Length > 0) return (keyMarker, ObjectsDatabase.RecencyOf(session, bucket, keyMarker, versionMarker) ?? 0);
        return Listing.CommonPrefixOf(keyMarker, prefix, delimiter) == keyMarker && KeyRange.EndOf(keyMarker) is { } behind ? (behind, null) : (keyMarker, 0);
    }
}
