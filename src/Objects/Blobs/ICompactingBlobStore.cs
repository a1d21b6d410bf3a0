namespace Athanor.Objects.Blobs;

/// <summary>An optional ability: a store that packs blobs together can move those that are left, so that the rest of their room is given back.</summary>
public interface ICompactingBlobStore : IBlobStore
{
    /// <summary>Moves what is worth moving and drops what is empty. It can be stopped anywhere; the next call goes on from what is on disk.</summary>
    Task<CompactionReport> CompactAsync(IBlobNames names, CancellationToken cancellation);
}

/// <summary>The side of the metadata in a compaction.</summary>
public interface IBlobNames
{
    /// <summary>
    /// Commits, in one transaction, that each row which names <see cref="MovedBlob.From"/> names <see cref="MovedBlob.To"/>. Where no
    /// row does so any more there is nothing to do: the copy belongs to nobody, and the sweeper will find it.
    /// </summary>
    Task MoveAsync(IReadOnlyList<MovedBlob> moves, CancellationToken cancellation);

    /// <summary>Whether any row names a blob in this segment: while one does, the segment stays, for there may be something to save in it.</summary>
    Task<bool> AnyInAsync(string segment, CancellationToken cancellation);
}

public sealed record MovedBlob(BlobReference From, BlobReference To);

public sealed record CompactionReport(int SegmentsDropped, int BlobsMoved);
