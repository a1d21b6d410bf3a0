using Athanor.Foundation.Databases;

namespace Athanor.Objects.Blobs;

/// <summary>The rows that name blobs, for a store that moves them.</summary>
internal sealed class BlobNames(IDatabase database) : IBlobNames
{
    public Task MoveAsync(IReadOnlyList<MovedBlob> moves, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            foreach (var move in moves) Move(session, move);
        },
        cancellation);

    public Task<bool> AnyInAsync(string segment, CancellationToken cancellation) => database.ReadAsync(session => BlobsDatabase.AnyInSegment(session, segment), cancellation);

    private static void Move(WriteSession session, MovedBlob move)
    {
        var owners = BlobsDatabase.OwnersOf(session, move.From);
        foreach (var owner in owners)
        {
            if (owner.Part is var (upload, number)) UploadsDatabase.MovePart(session, upload, number, move.To);
            else ObjectsDatabase.MoveBlob(session, owner, move);
        }
        if (owners.Count > 0) BlobsDatabase.Rename(session, move.From, move.To);
        else BlobsDatabase.Discard(session, move.To);
    }
}
