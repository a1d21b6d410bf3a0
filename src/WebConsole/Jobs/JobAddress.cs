using Athanor.WebConsole.Buckets;
using Athanor.WebConsole.Datasets;

namespace Athanor.WebConsole.Jobs;

/// <summary>Where jobs, and what they read and write, stand in the console.</summary>
internal static class JobAddress
{
    private const string Bucket = "s3://";

    public static string Of(long job) => $"/jobs/{job}";

    public static string OfLineage(long job) => $"/lineage?subject=job%2F{job}";

    /// <summary>Of <c>dataset@ref</c> or <c>s3://bucket/prefix</c>.</summary>
    public static string OfData(string place)
    {
        if (place.StartsWith(Bucket, StringComparison.Ordinal))
        {
            var (bucket, prefix) = Split(place[Bucket.Length..], '/');
            return BucketAddress.OfFolder(Uri.EscapeDataString(bucket), prefix.Length == 0 || prefix.EndsWith('/') ? prefix : $"{prefix}/");
        }
        var (dataset, reference) = Split(place, '@');
        return reference.Length == 0 ? DatasetAddress.Of(Uri.EscapeDataString(dataset)) : DatasetAddress.OfHistory(Uri.EscapeDataString(dataset), reference);
    }

    private static (string First, string Second) Split(string text, char separator) => text.Split(separator, 2) is [var first, var second] ? (first, second) : (text, "");
}
