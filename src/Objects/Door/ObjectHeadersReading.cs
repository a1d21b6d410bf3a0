using System.Text;
using System.Web;
using Athanor.Objects.Model;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Chunked;

namespace Athanor.Objects.Door;

/// <summary>Reads what a request says of the object it stores, and refuses what would silently be something else here.</summary>
internal static class ObjectHeadersReading
{
    private const string MetadataPrefix = "x-amz-meta-";
    private const int MaximumMetadata = 2048;
    private const int MaximumTags = 10;

    private static readonly string[] Unsupported =
    [
        "x-amz-server-side-encryption", "x-amz-server-side-encryption-customer-algorithm", "x-amz-copy-source-server-side-encryption-customer-algorithm", "x-amz-object-lock-mode",
        "x-amz-object-lock-legal-hold", "x-amz-website-redirect-location", "x-amz-grant-read", "x-amz-grant-full-control", "x-amz-grant-read-acp", "x-amz-grant-write-acp",
    ];

    public static ObjectHeaders Read(S3Request request)
    {
        if (Unsupported.FirstOrDefault(name => request.Headers.ContainsKey(name)) is { } header) throw new S3Exception(S3Error.NotImplemented(header));
        if (request.Header("x-amz-acl") is { } acl && acl is not ("private" or "bucket-owner-full-control")) throw new S3Exception(S3Error.NotImplemented($"x-amz-acl: {acl}"));

        return new()
        {
            ContentType = request.Header("Content-Type"),
            ContentEncoding = request.Header("Content-Encoding") is { } encoding && ChunkedHeaders.StoredContentEncoding(encoding) is { Length: > 0 } stored ? stored : null,
            ContentLanguage = request.Header("Content-Language"),
            ContentDisposition = request.Header("Content-Disposition"),
            CacheControl = request.Header("Cache-Control"),
            Expires = request.Header("Expires"),
            Metadata = ReadMetadata(request),
            Tags = ReadTags(request.Header("x-amz-tagging")),
        };
    }

    private static Dictionary<string, string> ReadMetadata(S3Request request)
    {
        var metadata = request.Headers
            .Where(header => header.Key.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key[MetadataPrefix.Length..].ToLowerInvariant(), header => header.Value.ToString());
        var size = metadata.Sum(entry => Encoding.UTF8.GetByteCount(entry.Key) + Encoding.UTF8.GetByteCount(entry.Value));
        return size <= MaximumMetadata ? metadata : throw new S3Exception(S3Errors.MetadataTooLarge);
    }

    private static Dictionary<string, string> ReadTags(string? text)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        if (text is null) return tags;

        var parsed = HttpUtility.ParseQueryString(text);
        foreach (var key in parsed.AllKeys)
        {
            if (key is not { Length: > 0 and <= 128 } || parsed.GetValues(key) is not [{ Length: <= 256 } value]) throw new S3Exception(S3Errors.InvalidTag);
            tags[key] = value;
        }
        return tags.Count <= MaximumTags ? tags : throw new S3Exception(S3Errors.InvalidTag.Because("Object tags cannot be greater than 10"));
    }
}
