using Athanor.Foundation.Databases;

namespace Athanor.Objects.Blobs;

/// <summary>Which blobs are somebody's, and which only wait to be removed from disk.</summary>
internal static class BlobsDatabase
{
    public static void Adopt(WriteSession session, IEnumerable<BlobReference> blobs)
    {
        foreach (var blob in blobs)
            session.Execute($"INSERT INTO blobs (reference, owners) VALUES ({blob.ToString()}, 1) ON CONFLICT (reference) DO UPDATE SET owners = blobs.owners + 1");
    }

    /// <summary>One owner less; what nobody owns any more waits to be removed from disk.</summary>
    public static void Drop(WriteSession session, IEnumerable<BlobReference> blobs)
    {
        foreach (var blob in blobs)
        {
            session.Execute($"UPDATE blobs SET owners = owners - 1 WHERE reference = {blob.ToString()}");
            if (session.Execute($"DELETE FROM blobs WHERE reference = {blob.ToString()} AND owners = 0") > 0)
                session.Execute($"INSERT INTO dropped_blobs (reference) VALUES ({blob.ToString()}) ON CONFLICT DO NOTHING");
        }
    }

    public static List<BlobReference> Dropped(ReadSession session, int limit) =>
        session.Query($"SELECT reference FROM dropped_blobs ORDER BY reference LIMIT {limit}", row => BlobReference.Parse(row.Text(0)));

    public static void Forget(WriteSession session, IEnumerable<BlobReference> removed)
    {
        foreach (var blob in removed) session.Execute($"DELETE FROM dropped_blobs WHERE reference = {blob.ToString()}");
    }

    /// <summary>Those of a page of the disk that nobody owns and nobody has dropped.</summary>
    public static List<BlobReference> WithoutOwner(ReadSession session, IReadOnlyCollection<BlobReference> onDisk) =>
        [.. onDisk.Where(blob => !session.Exists($"SELECT 1 FROM blobs WHERE reference = {blob.ToString()}") && !session.Exists($"SELECT 1 FROM dropped_blobs WHERE reference = {blob.ToString()}"))];
}
