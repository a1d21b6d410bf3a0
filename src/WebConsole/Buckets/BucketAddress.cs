namespace Athanor.WebConsole.Buckets;

/// <summary>Where a bucket and what is in it stand in the console. Keys are in queries, since a browser tidies paths up and a tidied key is another.</summary>
internal static class BucketAddress
{
    public static string Of(string bucket) => $"/buckets/{bucket}";

    public static string OfFolder(string bucket, string prefix, string after = "") => $"{Of(bucket)}{Query(("prefix", prefix), ("after", after))}";

    public static string OfVersions(string bucket, string prefix, string key = "", string version = "") => $"{Of(bucket)}/versions{Query(("prefix", prefix), ("key", key), ("version", version))}";

    public static string OfObject(string bucket, string key, string? version = null, string action = "") =>
        $"{Of(bucket)}/object{(action.Length == 0 ? "" : $"/{action}")}{Query(("key", key), ("version", version ?? ""))}";

    public static string OfUpload(string bucket, string prefix) => $"{Of(bucket)}/upload{Query(("prefix", prefix))}";

    /// <summary>The part of a key up to its last slash.</summary>
    public static string FolderOf(string key) => key[..(key.TrimEnd('/').LastIndexOf('/') + 1)];

    private static string Query(params IEnumerable<(string Name, string Value)> values)
    {
        var query = string.Join('&', values.Where(value => value.Value.Length > 0).Select(value => $"{value.Name}={Uri.EscapeDataString(value.Value)}"));
        return query.Length == 0 ? "" : $"?{query}";
    }
}
