namespace Athanor.Objects.Model;

/// <summary>What a client said of an object when it stored it, to be said again to who reads it. What is null was not said.</summary>
public sealed record ObjectHeaders
{
    public string? ContentType { get; init; }
    public string? ContentEncoding { get; init; }
    public string? ContentLanguage { get; init; }
    public string? ContentDisposition { get; init; }
    public string? CacheControl { get; init; }
    public string? Expires { get; init; }

    /// <summary>The headers <c>x-amz-meta-…</c> without that beginning, in lower case.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Checksums by the protocol's name (CRC32C, SHA256, …), in base64; those of multipart objects end in <c>-N</c> where composite.</summary>
    public IReadOnlyDictionary<string, string> Checksums { get; init; } = new Dictionary<string, string>();

    /// <summary>The parts it was uploaded in, in their order; empty for an object of one piece.</summary>
    public IReadOnlyList<ObjectPart> Parts { get; init; } = [];

    /// <summary>The multipart upload that made it, by which a completion that is sent again is known.</summary>
    public string? UploadId { get; init; }

    /// <summary>Null where nothing keeps it from being removed.</summary>
    public ObjectLock? Lock { get; init; }

    /// <summary>Null where its bytes lie on disk as they are.</summary>
    public ContentEncryption? Encryption { get; init; }
}
