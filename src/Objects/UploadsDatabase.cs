using System.Text.Json;
using Athanor.Foundation.Databases;
using Athanor.Objects.Blobs;
using Athanor.Objects.Model;

namespace Athanor.Objects;

/// <summary>All SQL of multipart uploads.</summary>
internal static class UploadsDatabase
{
    public static void Add(WriteSession session, MultipartUpload upload) => session.Execute(
        $"""
        INSERT INTO uploads (id, bucket, key, headers, started_by, started_at, checksum_algorithm, checksum_type)
        VALUES ({upload.Id}, {upload.Bucket}, {upload.Key}, {ObjectsDatabase.Write(upload.Headers)}, {upload.StartedBy}, {upload.StartedAt}, {upload.ChecksumAlgorithm ?? ""}, {upload.ChecksumType ?? ""})
        """);

    public static MultipartUpload? Find(ReadSession session, long bucket, string key, string id) => session.First(
        $"SELECT id, bucket, key, headers, started_by, started_at, checksum_algorithm, checksum_type FROM uploads WHERE id = {id} AND bucket = {bucket} AND key = {key}", ReadUpload);

    /// <summary>Uploads from a key on and below an end (where there is one), by key and oldest first; <paramref name="afterId"/> continues within the key <paramref name="from"/>.</summary>
    public static List<MultipartUpload> List(ReadSession session, long bucket, string from, string afterId, string? end, int limit)
    {
        Sql sql = $"SELECT id, bucket, key, headers, started_by, started_at, checksum_algorithm, checksum_type FROM uploads WHERE bucket = {bucket} AND key >= {from}";
        if (afterId.Length > 0) sql.Append($" AND (key > {from} OR id > {afterId})");
        if (end is not null) sql.Append($" AND key < {end}");
        sql.Append($" ORDER BY key, id LIMIT {limit}");
        return session.Query(sql, ReadUpload);
    }

    public static List<MultipartUpload> ListOf(ReadSession session, long bucket) =>
        session.Query($"SELECT id, bucket, key, headers, started_by, started_at, checksum_algorithm, checksum_type FROM uploads WHERE bucket = {bucket} ORDER BY id", ReadUpload);

    /// <summary>Uploads that began before this time and received nothing since.</summary>
    public static List<MultipartUpload> Abandoned(ReadSession session, DateTimeOffset before, int limit) => session.Query(
        $"""
        SELECT id, bucket, key, headers, started_by, started_at, checksum_algorithm, checksum_type FROM uploads
        WHERE started_at < {before} AND NOT EXISTS (SELECT 1 FROM upload_parts WHERE upload = uploads.id AND stored_at >= {before}) ORDER BY id LIMIT {limit}
        """,
        ReadUpload);

    public static long SizeOf(ReadSession session, string upload) => session.Count($"SELECT COALESCE(SUM(size), 0) FROM upload_parts WHERE upload = {upload}");

    public static void Remove(WriteSession session, string id) => session.Execute($"DELETE FROM uploads WHERE id = {id}");

    public static UploadedPart? FindPart(ReadSession session, string upload, int number) => session.First(
        $"SELECT number, size, etag, blob, checksums, stored_at FROM upload_parts WHERE upload = {upload} AND number = {number}", ReadPart);

    public static List<UploadedPart> ListParts(ReadSession session, string upload, int after, int limit) => session.Query(
        $"SELECT number, size, etag, blob, checksums, stored_at FROM upload_parts WHERE upload = {upload} AND number > {after} ORDER BY number LIMIT {limit}", ReadPart);

    public static void SetPart(WriteSession session, string upload, UploadedPart part) => session.Execute(
        $"""
        INSERT INTO upload_parts (upload, number, size, etag, blob, checksums, stored_at)
        VALUES ({upload}, {part.Number}, {part.Size}, {part.ETag}, {part.Blob.ToString()}, {Write(part.Checksums)}, {part.StoredAt})
        ON CONFLICT (upload, number) DO UPDATE SET size = excluded.size, etag = excluded.etag, blob = excluded.blob, checksums = excluded.checksums, stored_at = excluded.stored_at
        """);

    public static void MovePart(WriteSession session, string upload, int number, BlobReference to) =>
        session.Execute($"UPDATE upload_parts SET blob = {to.ToString()} WHERE upload = {upload} AND number = {number}");

    private static string Write(IReadOnlyDictionary<string, string> checksums) => JsonSerializer.Serialize(checksums, ObjectsJson.Default.IReadOnlyDictionaryStringString);

    private static MultipartUpload ReadUpload(Row row) => new(row.Text(0), row.Long(1), row.Text(2), ObjectsDatabase.ReadHeaders(row.Text(3)), row.Text(4), row.Time(5))
    {
        ChecksumAlgorithm = OrNull(row.Text(6)),
        ChecksumType = OrNull(row.Text(7)),
    };

    private static string? OrNull(string text) => text.Length > 0 ? text : null;

    private static UploadedPart ReadPart(Row row) => new(
        (int)row.Long(0),
        row.Long(1),
        row.Text(2),
        BlobReference.Parse(row.Text(3)),
        JsonSerializer.Deserialize(row.Text(4), ObjectsJson.Default.IReadOnlyDictionaryStringString)!,
        row.Time(5));
}
