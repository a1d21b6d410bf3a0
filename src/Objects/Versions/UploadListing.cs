using Athanor.Foundation.Databases;
using Athanor.Objects.Model;
using Athanor.Objects.Names;

namespace Athanor.Objects.Versions;

/// <summary>Lists unfinished uploads, by key and oldest first, those behind a delimiter gathered into common prefixes.</summary>
internal static class UploadListing
{
    public static UploadsPage Of(ReadSession session, long bucket, string prefix, string delimiter, string keyMarker, string idMarker, int limit)
    {
        if (limit == 0) return new([], [], null, null);

        var end = KeyRange.EndOf(prefix);
        var (from, afterId) = StartOf(prefix, delimiter, keyMarker, idMarker);
        var uploads = new List<MultipartUpload>();
        var prefixes = new List<string>();
        (string Key, string? Id) last = ("", null);
        while (true)
        {
            var room = limit - uploads.Count - prefixes.Count;
            string? skipTo = null;
            foreach (var upload in UploadsDatabase.List(session, bucket, from, afterId, end, room + 1))
            {
                if (uploads.Count + prefixes.Count == limit) return new(uploads, prefixes, last.Key, last.Id);
                if (Listing.CommonPrefixOf(upload.Key, prefix, delimiter) is { } common)
                {
                    prefixes.Add(common);
                    last = (common, null);
                    skipTo = KeyRange.EndOf(common);
                    if (skipTo is null) return new(uploads, prefixes, null, null);
                    break;
                }
                uploads.Add(upload);
                last = (upload.Key, upload.Id);
            }
            if (skipTo is null) return new(uploads, prefixes, null, null);
            (from, afterId) = (skipTo, "");
        }
    }

    // Without an upload's id the marker's key is done with: NUL is in no key, so this is the first text behind it.
    private static (string From, string AfterId) StartOf(string prefix, string delimiter, string keyMarker, string idMarker)
    {
        if (keyMarker.Length == 0 || ObjectKey.Compare(keyMarker, prefix) < 0) return (prefix, "");
        if (idMarker.Length > 0) return (keyMarker, idMarker);
        return (Listing.CommonPrefixOf(keyMarker, prefix, delimiter) == keyMarker && KeyRange.EndOf(keyMarker) is { } behind ? behind : keyMarker + "\u0001", "");
    }
}
