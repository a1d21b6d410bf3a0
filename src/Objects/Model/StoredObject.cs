using Athanor.Objects.Blobs;

namespace Athanor.Objects.Model;

/// <summary>One version of an object, or a delete marker.</summary>
public sealed record StoredObject(
    string Key, string Version, bool IsMarker, bool IsLatest, long Size, string ETag, DateTimeOffset StoredAt, IReadOnlyList<BlobReference> Blobs, ObjectHeaders Headers)
{
    /// <summary>The version of objects that were stored while versioning was not enabled.</summary>
    public const string NullVersion = "null";
}
