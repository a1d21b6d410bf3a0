using Athanor.Objects.Blobs;

namespace Athanor.Objects.Model;

/// <summary>Content that is on disk and not yet anybody's: committing it makes it an object or a part.</summary>
public sealed record ReceivedContent(BlobReference Blob, long Size, string Md5, IReadOnlyDictionary<string, string> Checksums);
