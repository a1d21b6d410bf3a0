using Athanor.Objects.Blobs;

namespace Athanor.Objects.Model;

public sealed record UploadedPart(int Number, long Size, string ETag, BlobReference Blob, IReadOnlyDictionary<string, string> Checksums, DateTimeOffset StoredAt);
