using Athanor.Foundation.Databases;
using Athanor.Objects.Blobs;

namespace Athanor.Objects.Integrity;

/// <summary>All SQL of damage and of the scrubber.</summary>
internal static class IntegrityDatabase
{
    /// <summary>False where it was known already.</summary>
    public static bool AddDamage(WriteSession session, BlobReference blob, string finding, DateTimeOffset now) =>
        session.Execute($"INSERT INTO damaged_blobs (reference, finding, found_at) VALUES ({blob.ToString()}, {finding}, {now}) ON CONFLICT DO NOTHING") > 0;

    public static bool RemoveDamage(WriteSession session, BlobReference blob) => session.Execute($"DELETE FROM damaged_blobs WHERE reference = {blob.ToString()}") > 0;

    public static bool IsDamaged(ReadSession session, BlobReference blob) => session.Exists($"SELECT 1 FROM damaged_blobs WHERE reference = {blob.ToString()}");

    /// <summary>Damage that nobody owns any more is nobody's worry.</summary>
    public static void ForgetOwnerless(WriteSession session) =>
        session.Execute($"DELETE FROM damaged_blobs WHERE NOT EXISTS (SELECT 1 FROM blobs WHERE blobs.reference = damaged_blobs.reference)");

    public static List<DamagedObject> List(ReadSession session, string after, int limit) => session.Query(
        $"""
        SELECT buckets.name, owner.key, owner.version, damage.reference, damage.finding, damage.found_at
        FROM (SELECT reference, finding, found_at FROM damaged_blobs WHERE reference > {after} ORDER BY reference LIMIT {limit}) damage
        JOIN blobs owner ON owner.reference = damage.reference JOIN buckets ON buckets.id = owner.bucket
        ORDER BY damage.reference, buckets.name, owner.key, owner.version
        """,
        row => new DamagedObject(row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4), row.Time(5)));

    public static long CountDamaged(ReadSession session) =>
        session.Count($"SELECT COUNT(*) FROM damaged_blobs WHERE EXISTS (SELECT 1 FROM blobs WHERE blobs.reference = damaged_blobs.reference)");

    public static ScrubState? FindScrub(ReadSession session) => session.First(
        $"SELECT started_at, finished_at, position, blobs, bytes, damaged FROM scrub WHERE id = 1",
        row => new ScrubState(row.Time(0), row.TimeOrNull(1), row.Text(2), row.Long(3), row.Long(4), row.Long(5)));

    public static void SetScrub(WriteSession session, ScrubState state) => session.Execute(
        $"""
        INSERT INTO scrub (id, started_at, finished_at, position, blobs, bytes, damaged)
        VALUES (1, {state.StartedAt}, {state.FinishedAt}, {state.Position}, {state.Blobs}, {state.Bytes}, {state.Damaged})
        ON CONFLICT (id) DO UPDATE SET started_at = excluded.started_at, finished_at = excluded.finished_at, position = excluded.position,
            blobs = excluded.blobs, bytes = excluded.bytes, damaged = excluded.damaged
        """);
}
