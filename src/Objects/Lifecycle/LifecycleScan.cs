using Athanor.Foundation.Databases;
using Athanor.Objects.Model;
using Athanor.Objects.Versions;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects.Lifecycle;

/// <summary>Looks at all versions of a bucket that rules may be about, some at a time and in the order of their keys.</summary>
internal sealed class LifecycleScan(Bucket bucket, LifecycleConfiguration configuration)
{
    public const int PageSize = 1000;

    private readonly string _prefix = CommonPrefixOf([.. configuration.Rules.Where(rule => rule.IsEnabled).Select(rule => rule.Filter.Prefix)]);

    public ScanPosition Begin => ScanPosition.At(_prefix);

    public LifecyclePage Read(ReadSession session, ScanPosition from, DateTimeOffset now, int size = PageSize)
    {
        // One more than is looked at tells of the last one whether it is the only version of its key.
        var rows = ObjectsDatabase.ListVersions(session, bucket.Id, from.Key, from.Recency, KeyRange.EndOf(_prefix), size + 1);
        var findings = new List<LifecycleFinding>();
        var (place, last) = (from.Next, from);
        for (var index = 0; index < Math.Min(size, rows.Count); index++)
        {
            var (version, recency) = rows[index];
            if (version.IsLatest) place = new(null, 0, IsAlone: index + 1 == rows.Count || rows[index + 1].Object.Key != version.Key);
            if (LifecycleEvaluation.Decide(configuration.Rules, version, place, now) is { } decision) findings.Add(new(version, place, decision));

            place = new(version.StoredAt, version.IsLatest ? 0 : place.NewerNoncurrent + 1, IsAlone: false);
            last = new(version.Key, recency, place);
        }
        // Behind the last version of a key nothing of it is looked at any more: what was its latest may have become an earlier one by then.
        if (rows.Count <= size) return new(findings, rows.Count, null);
        return new(findings, size, rows[size].Object.Key == last.Key ? last : ScanPosition.Behind(last.Key));
    }

    /// <summary>Uploads that are to be aborted, and where those after them begin.</summary>
    public (List<(MultipartUpload Upload, LifecycleDecision Decision, long Bytes)> Due, (string Key, string Id)? Next) ReadUploads(ReadSession session, (string Key, string Id) from, DateTimeOffset now)
    {
        var uploads = UploadsDatabase.List(session, bucket.Id, from.Key, from.Id, KeyRange.EndOf(_prefix), PageSize);
        var due = new List<(MultipartUpload, LifecycleDecision, long)>();
        foreach (var upload in uploads)
            if (LifecycleEvaluation.AbortOf(configuration.Rules, upload.Key, upload.StartedAt) is { } decision && decision.Due <= now) due.Add((upload, decision, UploadsDatabase.SizeOf(session, upload.Id)));
        return (due, uploads.Count == PageSize ? (uploads[^1].Key, uploads[^1].Id) : null);
    }

    /// <summary>What is freed by doing what was found.</summary>
    public long BytesOf(LifecycleFinding finding)
    {
        var isKept = finding.Decision.Action == LifecycleAction.Expire
            && (bucket.Versioning == Versioning.Enabled || (bucket.Versioning == Versioning.Suspended && finding.Version.Version != StoredObject.NullVersion));
        return isKept ? 0 : finding.Version.Size;
    }

    public bool IsHiding(LifecycleFinding finding) => finding.Decision.Action == LifecycleAction.Expire && bucket.Versioning != Versioning.Off;

    private static string CommonPrefixOf(IReadOnlyList<string> prefixes)
    {
        if (prefixes.Count == 0) return "";
        var (least, greatest) = (prefixes.Min(StringComparer.Ordinal)!, prefixes.Max(StringComparer.Ordinal)!);
        var length = 0;
        while (length < least.Length && least[length] == greatest[length]) length++;

        // Half a character is no prefix of anything.
        if (length > 0 && char.IsHighSurrogate(least[length - 1])) length--;
        return least[..length];
    }
}
