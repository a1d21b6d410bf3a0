using Athanor.Foundation.Databases;

namespace Athanor.Objects.Blobs;

/// <summary>Which blobs are whose, and which only wait to be removed from disk.</summary>
internal static class BlobsDatabase
{
    public static void Adopt(WriteSession session, BlobOwner owner, IEnumerable<BlobReference> blobs)
    {
        foreach (var blob in blobs)
            session.Execute($"INSERT INTO blobs (reference, bucket, key, version) VALUES ({blob.ToString()}, {owner.Bucket}, {owner.Key}, {owner.Version}) ON CONFLICT DO NOTHING");
    }

    /// <summary>One owner less; what nobody owns any more waits to be removed from disk.</summary>
    public static void Drop(WriteSession session, BlobOwner owner, IEnumerable<BlobReference> blobs)
    {
        foreach (var blob in blobs)
        {
            var wasOwner = session.Execute($"DELETE FROM blobs WHERE reference = {blob.ToString()} AND bucket = {owner.Bucket} AND key = {owner.Key} AND version = {owner.Version}") > 0;
            if (wasOwner && !HasOwner(session, blob)) Discard(session, blob);
        }
    }

    /// <summary>What nobody has named, and what nobody will: it waits to be removed from disk.</summary>
    public static void Discard(WriteSession session, BlobReference blob) =>
        session.Execute($"INSERT INTO dropped_blobs (reference) VALUES ({blob.ToString()}) ON CONFLICT DO NOTHING");

    public static void Rename(WriteSession session, BlobReference from, BlobReference to) =>
        session.Execute($"UPDATE blobs SET reference = {to.ToString()} WHERE reference = {from.ToString()}");

    public static bool HasOwner(ReadSession session, BlobReference blob) => session.Exists($"SELECT 1 FROM blobs WHERE reference = {blob.ToString()} LIMIT 1");

    public static List<BlobOwner> OwnersOf(ReadSession session, BlobReference blob) => session.Query(
        $"SELECT bucket, key, version FROM blobs WHERE reference = {blob.ToString()} ORDER BY bucket, key, version", row => new BlobOwner(row.Long(0), row.Text(1), row.Text(2)));

    /// <summary>Whether any row names a blob of this segment; a colon is followed by a semicolon in the order of texts.</summary>
    public static bool AnyInSegment(ReadSession session, string segment) =>
        session.Exists($"SELECT 1 FROM blobs WHERE reference >= {$"s:{segment}:"} AND reference < {$"s:{segment};"} LIMIT 1");

    /// <summary>Blobs that somebody owns, each once, in the order in which they came to the disk.</summary>
    public static List<BlobReference> Owned(ReadSession session, string after, int limit) =>
        session.Query($"SELECT DISTINCT reference FROM blobs WHERE reference > {after} ORDER BY reference LIMIT {limit}", row => BlobReference.Parse(row.Text(0)));

    public static List<BlobReference> Dropped(ReadSession session, int limit) =>
        session.Query($"SELECT reference FROM dropped_blobs ORDER BY reference LIMIT {limit}", row => BlobReference.Parse(row.Text(0)));

    public static long CountDropped(ReadSession session) => session.Count($"SELECT COUNT(*) FROM dropped_blobs");

    public static void Forget(WriteSession session, IEnumerable<BlobReference> removed)
    {
        foreach (var blob in removed) session.Execute($"DELETE FROM dropped_blobs WHERE reference = {blob.ToString()}");
    }

    /// <summary>Those of a page of the disk that nobody owns and nobody has dropped.</summary>
    public static List<BlobReference> WithoutOwner(ReadSession session, IReadOnlyCollection<BlobReference> onDisk) =>
        [.. onDisk.Where(blob => !HasOwner(session, blob) && !session.Exists($"SELECT 1 FROM dropped_blobs WHERE reference = {blob.ToString()}"))];
}
