using Athanor.Foundation.Databases;
using Athanor.Objects.Model;

namespace Athanor.Objects.Lifecycle;

/// <summary>All SQL of lifecycle: which buckets have rules, and how far the run of each is.</summary>
internal static class LifecycleDatabase
{
    public static List<string> BucketsWithRules(ReadSession session) => session.Query(
        $"SELECT name FROM buckets WHERE id IN (SELECT bucket FROM bucket_settings WHERE kind = {BucketRules.LifecycleKind}) ORDER BY name", row => row.Text(0));

    /// <summary>Where a version stands now, whatever a scan saw before.</summary>
    public static VersionPlace PlaceOf(ReadSession session, long bucket, StoredObject version)
    {
        if (version.IsLatest) return new(null, 0, IsAlone: ObjectsDatabase.NewestInHistory(session, bucket, version.Key) is null);

        var recency = ObjectsDatabase.RecencyOf(session, bucket, version.Key, version.Version)!.Value;
        var newer = (int)session.Count($"SELECT COUNT(*) FROM object_history WHERE bucket = {bucket} AND key = {version.Key} AND recency > {recency}");
        var supersededAt = newer > 0
            ? session.First($"SELECT stored_at FROM object_history WHERE bucket = {bucket} AND key = {version.Key} AND recency > {recency} ORDER BY recency LIMIT 1", row => (DateTimeOffset?)row.Time(0))
            : ObjectsDatabase.FindLatest(session, bucket, version.Key)?.StoredAt;
        return new(supersededAt, newer, IsAlone: false);
    }

    /// <summary>The run that was not finished, or null.</summary>
    public static (string Key, LifecycleCounts Counts)? FindRun(ReadSession session, long bucket) => session.First(
        $"SELECT position, hidden, removed, aborted, bytes FROM lifecycle_runs WHERE bucket = {bucket}",
        row => ((string, LifecycleCounts)?)(row.Text(0), new LifecycleCounts(row.Long(1), row.Long(2), row.Long(3), row.Long(4))));

    public static void SaveRun(WriteSession session, long bucket, string key, LifecycleCounts counts) => session.Execute(
        $"""
        INSERT INTO lifecycle_runs (bucket, position, hidden, removed, aborted, bytes)
        VALUES ({bucket}, {key}, {counts.Hidden}, {counts.Removed}, {counts.Aborted}, {counts.Bytes})
        ON CONFLICT (bucket) DO UPDATE SET position = excluded.position, hidden = excluded.hidden, removed = excluded.removed, aborted = excluded.aborted, bytes = excluded.bytes
        """);

    public static void RemoveRun(WriteSession session, long bucket) => session.Execute($"DELETE FROM lifecycle_runs WHERE bucket = {bucket}");
}
