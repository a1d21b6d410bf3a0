namespace Athanor.Objects.Blobs;

/// <summary>
/// There is no such blob. It may have been deleted or moved after its row was read, so a reader looks at the row once more; where
/// that still names the same blob, the bytes are lost.
/// </summary>
public sealed class MissingBlobException(BlobReference blob) : DamagedBlobException(blob, "it is not there");
