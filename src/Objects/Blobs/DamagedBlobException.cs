namespace Athanor.Objects.Blobs;

/// <summary>The bytes on disk are not those that were written. They are never served.</summary>
public class DamagedBlobException(BlobReference blob, string finding) : Exception($"Blob {blob} is damaged: {finding}.")
{
    public BlobReference Blob { get; } = blob;
    public string Finding { get; } = finding;
}
