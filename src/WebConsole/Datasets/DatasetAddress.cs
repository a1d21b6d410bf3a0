using Athanor.WebConsole.Buckets;

namespace Athanor.WebConsole.Datasets;

/// <summary>Where a dataset and its versions stand in the console. Files are looked at as what they are at the S3 door, too: keys of a bucket.</summary>
internal static class DatasetAddress
{
    public static string Of(string dataset) => $"/datasets/{dataset}";

    public static string OfCommit(string dataset, string commit, string after = "") => $"{Of(dataset)}/commits/{commit}{QueryOf(("after", after))}";

    public static string OfChanges(string dataset, string branch, string after = "") => $"{Of(dataset)}/branches/{branch}/changes{QueryOf(("after", after))}";

    public static string OfComparison(string dataset, string from, string to, string after = "") => $"{Of(dataset)}/compare{QueryOf(("from", from), ("to", to), ("after", after))}";

    public static string OfHistory(string dataset, string reference, string after = "") => $"{Of(dataset)}{QueryOf(("ref", reference), ("after", after))}";

    public static string OfFiles(string dataset, string reference) => BucketAddress.OfFolder(dataset, $"{reference}/");

    public static string OfFile(string dataset, string reference, string path) => BucketAddress.OfObject(dataset, $"{reference}/{path}");

    public static string OfPicture(string dataset, string reference, string path) => BucketAddress.OfObject(dataset, $"{reference}/{path}", action: "picture");

    /// <summary>As many digits of a commit's id as people read.</summary>
    public static string Short(string commit) => commit[..10];

    private static string QueryOf(params IEnumerable<(string Name, string Value)> values)
    {
        var query = string.Join('&', values.Where(value => value.Value.Length > 0).Select(value => $"{value.Name}={Uri.EscapeDataString(value.Value)}"));
        return query.Length == 0 ? "" : $"?{query}";
    }
}
