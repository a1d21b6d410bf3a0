using Athanor.Objects.Blobs;
using Athanor.Objects.Keyspaces;

namespace Athanor.Objects.Model;

/// <summary>One version of an object, or a delete marker.</summary>
public sealed record StoredObject(
    string Key, string Version, bool IsMarker, bool IsLatest, long Size, string ETag, DateTimeOffset StoredAt, IReadOnlyList<BlobReference> Blobs, ObjectHeaders Headers)
{
    /// <summary>The version of objects that were stored while versioning was not enabled.</summary>
    public const string NullVersion = "null";

    /// <summary>Where its bytes lie, where it is no object itself but what a keyspace has under a key; they begin there, in the blobs of that object.</summary>
    public ContentPlace? Place { get; init; }

    /// <summary>Known in buckets with a keyspace: the SHA-256 of its bytes, in hex, or one over those of its parts.</summary>
    public string? Digest { get; init; }
}
