using Athanor.Objects.Model;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Chunked;

namespace Athanor.Objects.Door;

/// <summary>Reads what a request says of the object it stores, and refuses what would silently be something else here.</summary>
internal static class ObjectHeadersReading
{
    private static readonly string[] Unsupported =
    [
        "x-amz-server-side-encryption-aws-kms-key-id", "x-amz-server-side-encryption-context", "x-amz-website-redirect-location",
    ];

    public static ObjectHeaders Read(S3Request request)
    {
        AclReading.DemandNoneForObject(request);
        if (Unsupported.FirstOrDefault(name => request.Headers.ContainsKey(name)) is { } header) throw new S3Exception(S3Error.NotImplemented(header));

        return new()
        {
            ContentType = request.Header("Content-Type"),
            ContentEncoding = request.Header("Content-Encoding") is { } encoding && ChunkedHeaders.StoredContentEncoding(encoding) is { Length: > 0 } stored ? stored : null,
            ContentLanguage = request.Header("Content-Language"),
            ContentDisposition = request.Header("Content-Disposition"),
            CacheControl = request.Header("Cache-Control"),
            Expires = request.Header("Expires"),
            Metadata = UserMetadata.Read(request.Headers).OrThrow(),
            Lock = LockHeaders.Read(request),
            Tags = request.Header("x-amz-tagging") is { } tags ? TagSet.ReadHeader(tags).OrThrow().ToDictionary() : new Dictionary<string, string>(),
        };
    }
}
