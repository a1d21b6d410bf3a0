using Athanor.Objects.Model;
using Athanor.Objects.Names;

namespace Athanor.Objects.Versions;

/// <summary>
/// Lists keys with a prefix, those behind a delimiter gathered into common prefixes. After a common prefix it looks for the
/// first key behind all of its keys, so that a page costs what it shows, and not what it gathers.
/// </summary>
public static class Listing
{
    private const int FirstBatch = 1;

    public static ListPage Of(Func<string, bool, string?, int, List<StoredObject>> list, string prefix, string delimiter, string after, int limit)
    {
        if (limit == 0) return new([], [], null);

        var end = KeyRange.EndOf(prefix);
        var (from, isIncluded) = StartOf(prefix, delimiter, after);
        var objects = new List<StoredObject>();
        var prefixes = new List<string>();
        var last = "";
        var size = FirstBatch;
        while (true)
        {
            // One more than fits tells whether the page is the last. With a delimiter a batch starts small: a common prefix may end it at once.
            var room = limit - objects.Count - prefixes.Count;
            size = delimiter.Length == 0 ? room + 1 : Math.Min(2 * size, room + 1);
            var batch = list(from, isIncluded, end, size);
            string? skipTo = null;
            foreach (var stored in batch)
            {
                if (objects.Count + prefixes.Count == limit) return new(objects, prefixes, last);
                if (CommonPrefixOf(stored.Key, prefix, delimiter) is { } common)
                {
                    prefixes.Add(last = common);
                    skipTo = KeyRange.EndOf(common);
                    if (skipTo is null) return new(objects, prefixes, null);
                    break;
                }
                objects.Add(stored);
                last = stored.Key;
            }
            if (skipTo is not null) (from, isIncluded, size) = (skipTo, true, FirstBatch);
            else if (batch.Count < size) return new(objects, prefixes, null);
            else (from, isIncluded) = (batch[^1].Key, false);
        }
    }

    private static (string From, bool IsIncluded) StartOf(string prefix, string delimiter, string after)
    {
        if (after.Length == 0 || ObjectKey.Compare(after, prefix) < 0) return (prefix, true);

        // A marker that is itself a common prefix stands for all the keys it gathers.
        return CommonPrefixOf(after, prefix, delimiter) is { } common && common == after && KeyRange.EndOf(common) is { } behind ? (behind, true) : (after, false);
    }

    public static string? CommonPrefixOf(string key, string prefix, string delimiter)
    {
        if (delimiter.Length == 0 || !key.StartsWith(prefix, StringComparison.Ordinal)) return null;
        var at = key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return at < 0 ? null : key[..(at + delimiter.Length)];
    }
}
