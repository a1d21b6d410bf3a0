using System.Text.Json;
using Athanor.Foundation.Databases;
using Athanor.Objects.Blobs;
using Athanor.Objects.Model;
using Athanor.Objects.Versions;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects;

/// <summary>All SQL of buckets and objects, one method per question.</summary>
internal static class ObjectsDatabase
{
    public static Bucket? FindBucket(ReadSession session, string name) =>
        session.First($"SELECT id, name, project, versioning, created_at, is_encrypted, object_lock, kind FROM buckets WHERE name = {name}", ReadBucket);

    public static List<Bucket> ListBuckets(ReadSession session, IReadOnlyCollection<string>? projects)
    {
        Sql sql = $"SELECT id, name, project, versioning, created_at, is_encrypted, object_lock, kind FROM buckets";
        if (projects is not null) sql.Append($" WHERE project IN {projects}");
        sql.Append($" ORDER BY name");
        return session.Query(sql, ReadBucket);
    }

    public static List<Bucket> ListBuckets(ReadSession session, IReadOnlyCollection<string>? projects, string prefix, string after, int limit)
    {
        Sql sql = $"SELECT id, name, project, versioning, created_at, is_encrypted, object_lock, kind FROM buckets WHERE name > {after} AND name >= {prefix}";
        if (KeyRange.EndOf(prefix) is { } end) sql.Append($" AND name < {end}");
        if (projects is not null) sql.Append($" AND project IN {projects}");
        sql.Append($" ORDER BY name LIMIT {limit}");
        return session.Query(sql, ReadBucket);
    }

    public static void AddBucket(WriteSession session, string name, string project, DateTimeOffset now, string kind = "")
    {
        var id = session.Count($"SELECT COALESCE(MAX(id), 0) + 1 FROM buckets");
        session.Execute($"INSERT INTO buckets (name, id, project, versioning, created_at, kind) VALUES ({name}, {id}, {project}, '', {now}, {kind})");
        session.Execute($"INSERT INTO bucket_usage (bucket, objects, bytes) VALUES ({id}, 0, 0)");
    }

    public static bool HoldsAnything(ReadSession session, long bucket) =>
        session.Exists($"SELECT 1 FROM objects WHERE bucket = {bucket} LIMIT 1")
        || session.Exists($"SELECT 1 FROM object_history WHERE bucket = {bucket} LIMIT 1")
        || session.Exists($"SELECT 1 FROM uploads WHERE bucket = {bucket} LIMIT 1");

    public static void RemoveBucket(WriteSession session, Bucket bucket)
    {
        session.Execute($"DELETE FROM quotas WHERE scope = 'bucket' AND name = {bucket.Name}");
        session.Execute($"DELETE FROM buckets WHERE id = {bucket.Id}");
    }

    public static void SetVersioning(WriteSession session, long bucket, Versioning versioning) =>
        session.Execute($"UPDATE buckets SET versioning = {(versioning == Versioning.Off ? "" : versioning.ToString())} WHERE id = {bucket}");

    public static void SetEncrypted(WriteSession session, long bucket, bool isEncrypted) =>
        session.Execute($"UPDATE buckets SET is_encrypted = {isEncrypted} WHERE id = {bucket}");

    public static void SetLock(WriteSession session, long bucket, ObjectLockConfiguration configuration) =>
        session.Execute($"UPDATE buckets SET object_lock = {configuration.ToRow()} WHERE id = {bucket}");

    public static string? FindSetting(ReadSession session, long bucket, string kind) =>
        session.First($"SELECT value FROM bucket_settings WHERE bucket = {bucket} AND kind = {kind}", row => row.Text(0));

    public static Dictionary<string, string> ListSettings(ReadSession session, long bucket, IReadOnlyCollection<string> kinds) =>
        session.Query($"SELECT kind, value FROM bucket_settings WHERE bucket = {bucket} AND kind IN {kinds}", row => (Kind: row.Text(0), Value: row.Text(1))).ToDictionary(row => row.Kind, row => row.Value);

    public static void SetSetting(WriteSession session, long bucket, string kind, string value) => session.Execute(
        $"INSERT INTO bucket_settings (bucket, kind, value) VALUES ({bucket}, {kind}, {value}) ON CONFLICT (bucket, kind) DO UPDATE SET value = excluded.value");

    public static bool RemoveSetting(WriteSession session, long bucket, string kind) =>
        session.Execute($"DELETE FROM bucket_settings WHERE bucket = {bucket} AND kind = {kind}") > 0;

    public static StoredObject? FindLatest(ReadSession session, long bucket, string key) => session.First(
        $"SELECT key, version, is_marker, size, etag, stored_at, blobs, headers FROM objects WHERE bucket = {bucket} AND key = {key}", row => ReadObject(row, isLatest: true));

    public static StoredObject? FindVersion(ReadSession session, long bucket, string key, string version) =>
        FindLatest(session, bucket, key) is { } latest && latest.Version == version
            ? latest
            : session.First(
                $"SELECT key, version, is_marker, size, etag, stored_at, blobs, headers FROM object_history WHERE bucket = {bucket} AND key = {key} AND version = {version}",
                row => ReadObject(row, isLatest: false));

    public static void SetLatest(WriteSession session, long bucket, StoredObject stored) => session.Execute(
        $"""
        INSERT INTO objects (bucket, key, version, is_marker, size, etag, stored_at, blobs, headers)
        VALUES ({bucket}, {stored.Key}, {stored.Version}, {stored.IsMarker}, {stored.Size}, {stored.ETag}, {stored.StoredAt}, {Write(stored.Blobs)}, {Write(stored.Headers)})
        ON CONFLICT (bucket, key) DO UPDATE SET version = excluded.version, is_marker = excluded.is_marker, size = excluded.size, etag = excluded.etag,
            stored_at = excluded.stored_at, blobs = excluded.blobs, headers = excluded.headers
        """);

    public static void RemoveLatest(WriteSession session, long bucket, string key) => session.Execute($"DELETE FROM objects WHERE bucket = {bucket} AND key = {key}");

    public static void AddToHistory(WriteSession session, long bucket, StoredObject stored)
    {
        var recency = session.Count($"SELECT COALESCE(MAX(recency), 0) + 1 FROM object_history WHERE bucket = {bucket} AND key = {stored.Key}");
        session.Execute(
            $"""
            INSERT INTO object_history (bucket, key, recency, version, is_marker, size, etag, stored_at, blobs, headers)
            VALUES ({bucket}, {stored.Key}, {recency}, {stored.Version}, {stored.IsMarker}, {stored.Size}, {stored.ETag}, {stored.StoredAt}, {Write(stored.Blobs)}, {Write(stored.Headers)})
            """);
    }

    public static bool RemoveFromHistory(WriteSession session, long bucket, string key, string version) =>
        session.Execute($"DELETE FROM object_history WHERE bucket = {bucket} AND key = {key} AND version = {version}") > 0;

    public static StoredObject? NewestInHistory(ReadSession session, long bucket, string key) => session.First(
        $"SELECT key, version, is_marker, size, etag, stored_at, blobs, headers FROM object_history WHERE bucket = {bucket} AND key = {key} ORDER BY recency DESC LIMIT 1",
        row => ReadObject(row, isLatest: false));

    public static void ReplaceHeaders(WriteSession session, long bucket, StoredObject stored)
    {
        if (stored.IsLatest) session.Execute($"UPDATE objects SET headers = {Write(stored.Headers)} WHERE bucket = {bucket} AND key = {stored.Key}");
        else session.Execute($"UPDATE object_history SET headers = {Write(stored.Headers)} WHERE bucket = {bucket} AND key = {stored.Key} AND version = {stored.Version}");
    }

    /// <summary>The version that owns a blob names it where it lies now.</summary>
    public static void MoveBlob(WriteSession session, BlobOwner owner, MovedBlob move)
    {
        if (FindVersion(session, owner.Bucket, owner.Key, owner.Version) is not { } found) return;
        var blobs = Write([.. found.Blobs.Select(blob => blob == move.From ? move.To : blob)]);
        if (found.IsLatest) session.Execute($"UPDATE objects SET blobs = {blobs} WHERE bucket = {owner.Bucket} AND key = {owner.Key}");
        else session.Execute($"UPDATE object_history SET blobs = {blobs} WHERE bucket = {owner.Bucket} AND key = {owner.Key} AND version = {owner.Version}");
    }

    /// <summary>Objects after a key and below an end (where there is one), without markers.</summary>
    public static List<StoredObject> ListObjects(ReadSession session, long bucket, string from, bool isFromIncluded, string? end, int limit)
    {
        Sql sql = $"SELECT key, version, is_marker, size, etag, stored_at, blobs, headers FROM objects WHERE bucket = {bucket} AND is_marker = 0";
        if (isFromIncluded) sql.Append($" AND key >= {from}");
        else sql.Append($" AND key > {from}");
        if (end is not null) sql.Append($" AND key < {end}");
        sql.Append($" ORDER BY key LIMIT {limit}");
        return session.Query(sql, row => ReadObject(row, isLatest: true));
    }

    /// <summary>All versions and markers, by key and newest first; <paramref name="fromRecency"/> continues within the key <paramref name="from"/>.</summary>
    public static List<(StoredObject Object, long Recency)> ListVersions(ReadSession session, long bucket, string from, long? fromRecency, string? end, int limit)
    {
        Sql sql = $"""
            SELECT key, version, is_marker, size, etag, stored_at, blobs, headers, recency, is_latest FROM (
                SELECT bucket, key, version, is_marker, size, etag, stored_at, blobs, headers, 9223372036854775807 AS recency, 1 AS is_latest FROM objects
                UNION ALL
                SELECT bucket, key, version, is_marker, size, etag, stored_at, blobs, headers, recency, 0 AS is_latest FROM object_history
            ) versions WHERE bucket = {bucket}
            """;
        if (fromRecency is { } recency) sql.Append($" AND (key > {from} OR (key = {from} AND recency < {recency}))");
        else sql.Append($" AND key >= {from}");
        if (end is not null) sql.Append($" AND key < {end}");
        sql.Append($" ORDER BY key, recency DESC LIMIT {limit}");
        return session.Query(sql, row => (ReadObject(row, row.Long(9) == 1), row.Long(8)));
    }

    public static long? RecencyOf(ReadSession session, long bucket, string key, string version) =>
        session.Exists($"SELECT 1 FROM objects WHERE bucket = {bucket} AND key = {key} AND version = {version}")
            ? long.MaxValue
            : session.First($"SELECT recency FROM object_history WHERE bucket = {bucket} AND key = {key} AND version = {version}", row => (long?)row.Long(0));

    public static void CountUsage(WriteSession session, long bucket, long objects, long bytes)
    {
        if (objects != 0 || bytes != 0) session.Execute($"UPDATE bucket_usage SET objects = objects + {objects}, bytes = bytes + {bytes} WHERE bucket = {bucket}");
    }

    public static BucketUsage Usage(ReadSession session, long bucket) =>
        session.First($"SELECT objects, bytes FROM bucket_usage WHERE bucket = {bucket}", row => new BucketUsage(row.Long(0), row.Long(1)))!;

    internal static string Write(IReadOnlyList<BlobReference> blobs) => string.Join(' ', blobs);

    internal static string Write(ObjectHeaders headers) => JsonSerializer.Serialize(headers, ObjectsJson.Default.ObjectHeaders);

    internal static ObjectHeaders ReadHeaders(string text) => JsonSerializer.Deserialize(text, ObjectsJson.Default.ObjectHeaders)!;

    private static Bucket ReadBucket(Row row) =>
        new(row.Long(0), row.Text(1), row.Text(2), row.Text(3) switch { "Enabled" => Versioning.Enabled, "Suspended" => Versioning.Suspended, _ => Versioning.Off }, row.Time(4)) { IsEncrypted = row.Bool(5), Lock = ObjectLockConfiguration.OfRow(row.Text(6)), Kind = row.Text(7) };

    private static StoredObject ReadObject(Row row, bool isLatest) => new(
        row.Text(0),
        row.Text(1),
        row.Bool(2),
        isLatest,
        row.Long(3),
        row.Text(4),
        row.Time(5),
        [.. row.Text(6).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(BlobReference.Parse)],
        ReadHeaders(row.Text(7)));
}
