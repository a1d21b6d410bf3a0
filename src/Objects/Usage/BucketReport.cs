namespace Athanor.Objects.Usage;

/// <summary>
/// A bucket and what it holds: objects that a listing shows, versions of all ages and their bytes, uploads in progress, and the
/// traffic since it was made.
/// </summary>
public sealed record BucketReport(
    string Name,
    string Project,
    string? Versioning,
    DateTimeOffset CreatedAt,
    long Objects,
    long Versions,
    long Bytes,
    long Uploads,
    long UploadBytes,
    TrafficReport Traffic,
    Quota Quota);
