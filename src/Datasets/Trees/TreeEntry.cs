namespace Athanor.Datasets.Trees;

/// <summary>
/// What stands under a path: a stretch of an object of the dataset's bucket, and what is known of it. Where the bytes lie is no part of
/// what the entry says: two entries mean the same when their digests and descriptions do. <see cref="Content"/> is the key of the object that
/// holds the bytes, <see cref="Offset"/> where they begin in it: imports pack many files into one object.
/// </summary>
public sealed record TreeEntry(string Path, long Size, Digest Digest, DateTimeOffset ModifiedAt, string Content, long Offset)
{
    /// <summary>The entity tag that the S3 door answered when the file was stored there; null where the digest serves for it.</summary>
    public string? ETag { get; init; }

    /// <summary>What a client said of the file (its type, metadata, tags), in JSON; null where nothing was said.</summary>
    public string? Description { get; init; }

    public bool MeansSameAs(TreeEntry? other) => other is not null && Digest == other.Digest && Description == other.Description;

    public static bool MeanSame(TreeEntry? one, TreeEntry? other) => one?.MeansSameAs(other) ?? other is null;
}
