using Athanor.Foundation.Databases;
using Athanor.Objects.Model;

namespace Athanor.Objects.Usage;

/// <summary>All SQL of usage, quotas and traffic.</summary>
internal static class UsageDatabase
{
    public static Quota FindQuota(ReadSession session, QuotaHolder holder) =>
        session.First($"SELECT bytes, objects FROM quotas WHERE scope = {holder.Scope} AND name = {holder.Name}", row => new Quota(row.LongOrNull(0), row.LongOrNull(1))) ?? Quota.None;

    /// <summary>The quotas that a write into this bucket must respect.</summary>
    public static List<(QuotaHolder Holder, Quota Quota)> QuotasOn(ReadSession session, Bucket bucket) => session.Query(
        $"SELECT scope, name, bytes, objects FROM quotas WHERE (scope = 'bucket' AND name = {bucket.Name}) OR (scope = 'project' AND name = {bucket.Project})",
        row => (new QuotaHolder(row.Text(0), row.Text(1)), new Quota(row.LongOrNull(2), row.LongOrNull(3))));

    public static void SetQuota(WriteSession session, QuotaHolder holder, Quota quota)
    {
        session.Execute($"DELETE FROM quotas WHERE scope = {holder.Scope} AND name = {holder.Name}");
        if (!quota.IsNone) session.Execute($"INSERT INTO quotas (scope, name, bytes, objects) VALUES ({holder.Scope}, {holder.Name}, {quota.MaximumBytes}, {quota.MaximumObjects})");
    }

    public static HeldUsage HeldBy(ReadSession session, QuotaHolder holder)
    {
        Sql stored = $"SELECT CAST(COALESCE(SUM(objects), 0) AS BIGINT), CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM bucket_usage";
        Sql uploading = $"SELECT COALESCE(SUM(part.size), 0) FROM upload_parts part JOIN uploads ON uploads.id = part.upload";
        foreach (var sql in (Sql[])[stored, uploading])
        {
            if (holder.IsBucket) sql.Append($" WHERE bucket IN (SELECT id FROM buckets WHERE name = {holder.Name})");
            else sql.Append($" WHERE bucket IN (SELECT id FROM buckets WHERE project = {holder.Name})");
        }
        var (objects, bytes) = session.First(stored, row => (row.Long(0), row.Long(1)));
        return new(objects, bytes + session.Count(uploading));
    }

    public static List<BucketReport> Report(ReadSession session, IReadOnlyCollection<string>? projects, string after, int limit)
    {
        Sql sql = $"""
            SELECT buckets.name, project, versioning, created_at, usage.objects, usage.bytes,
                (SELECT COUNT(*) FROM uploads WHERE uploads.bucket = buckets.id),
                (SELECT CAST(COALESCE(SUM(part.size), 0) AS BIGINT) FROM upload_parts part JOIN uploads ON uploads.id = part.upload WHERE uploads.bucket = buckets.id),
                (SELECT COUNT(*) FROM object_history WHERE object_history.bucket = buckets.id AND is_marker = 0),
                (SELECT CAST(COALESCE(SUM(requests), 0) AS BIGINT) FROM traffic WHERE traffic.project = buckets.project AND traffic.bucket = buckets.name),
                (SELECT CAST(COALESCE(SUM(received), 0) AS BIGINT) FROM traffic WHERE traffic.project = buckets.project AND traffic.bucket = buckets.name),
                (SELECT CAST(COALESCE(SUM(sent), 0) AS BIGINT) FROM traffic WHERE traffic.project = buckets.project AND traffic.bucket = buckets.name),
                quotas.bytes, quotas.objects
            FROM buckets JOIN bucket_usage usage ON usage.bucket = buckets.id LEFT JOIN quotas ON quotas.scope = 'bucket' AND quotas.name = buckets.name
            WHERE buckets.name > {after}
            """;
        if (projects is not null) sql.Append($" AND project IN {projects}");
        sql.Append($" ORDER BY buckets.name LIMIT {limit}");
        return session.Query(sql, row => new BucketReport(
            row.Text(0),
            row.Text(1),
            row.Text(2) is { Length: > 0 } versioning ? versioning : null,
            row.Time(3),
            Objects: row.Long(4) - row.Long(8),
            Versions: row.Long(4),
            Bytes: row.Long(5),
            Uploads: row.Long(6),
            UploadBytes: row.Long(7),
            new(row.Long(9), row.Long(10), row.Long(11)),
            new(row.LongOrNull(12), row.LongOrNull(13))));
    }

    /// <summary>Bytes and versions by project, for whoever watches the server.</summary>
    public static List<(string Project, long Objects, long Bytes)> Totals(ReadSession session) => session.Query(
        $"SELECT project, CAST(SUM(objects) AS BIGINT), CAST(SUM(bytes) AS BIGINT) FROM buckets JOIN bucket_usage ON bucket = id GROUP BY project ORDER BY project",
        row => (row.Text(0), row.Long(1), row.Long(2)));

    public static void AddTraffic(WriteSession session, string project, string bucket, DateTimeOffset now, TrafficReport traffic) => session.Execute(
        $"""
        INSERT INTO traffic (project, bucket, day, requests, received, sent)
        VALUES ({project}, {bucket}, {DayOf(now)}, {traffic.Requests}, {traffic.BytesReceived}, {traffic.BytesSent})
        ON CONFLICT (project, bucket, day) DO UPDATE SET requests = traffic.requests + excluded.requests, received = traffic.received + excluded.received, sent = traffic.sent + excluded.sent
        """);

    private static long DayOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / 86_400;
}
