using System.Diagnostics;
using System.Globalization;
using Athanor.Objects.Checksums;
using Athanor.Objects.Model;
using Athanor.Objects.Wire;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Door;

/// <summary>Says in headers what is known of an object.</summary>
internal static class ObjectResponse
{
    private static readonly string[] Overridable = ["Content-Type", "Content-Encoding", "Content-Language", "Content-Disposition", "Cache-Control", "Expires"];

    public static void Describe(S3Request request, StoredObject stored)
    {
        var headers = request.Response.Headers;
        headers.ETag = EntityTag.Quote(stored.ETag);
        headers.LastModified = stored.StoredAt.ToString("R", CultureInfo.InvariantCulture);
        headers.AcceptRanges = "bytes";
        headers.ContentType = UserMetadata.ToHeader(stored.Headers.ContentType ?? "binary/octet-stream");
        Set(headers, "Content-Encoding", stored.Headers.ContentEncoding);
        Set(headers, "Content-Language", stored.Headers.ContentLanguage);
        Set(headers, "Content-Disposition", stored.Headers.ContentDisposition);
        Set(headers, "Cache-Control", stored.Headers.CacheControl);
        Set(headers, "Expires", stored.Headers.Expires);
        foreach (var (name, value) in stored.Headers.Metadata) headers[$"{UserMetadata.Prefix}{name}"] = UserMetadata.ToHeader(value);
        if (stored.Headers.Tags.Count > 0) headers["x-amz-tagging-count"] = stored.Headers.Tags.Count.ToString(CultureInfo.InvariantCulture);
        if (request.Bucket.Versioning != Versioning.Off) headers["x-amz-version-id"] = stored.Version;
        EncryptionHeaders.Describe(request, stored.Headers.Encryption);
        LifecycleHeaders.DescribeExpiry(request, stored);

        foreach (var name in Overridable)
            if (request.Parameter($"response-{name.ToLowerInvariant()}") is { Length: > 0 } value) headers[name] = OverrideOf(name, value);
    }

    public static void DescribeChecksums(IHeaderDictionary headers, StoredObject stored)
    {
        foreach (var (name, value) in stored.Headers.Checksums)
            if (ChecksumAlgorithms.TryParseName(name, out var algorithm)) headers[ChecksumAlgorithms.HeaderOf(algorithm)] = value;
        if (ChecksumOf(stored) is { } checksum) headers["x-amz-checksum-type"] = ChecksumTypes.NameOf(checksum.Type);
    }

    /// <summary>Of one part of it, where the parts have checksums.</summary>
    public static void DescribeChecksum(IHeaderDictionary headers, StoredObject stored, ObjectPart part)
    {
        if (ChecksumOf(stored) is not { } checksum || part.Checksum is null) return;
        headers[ChecksumAlgorithms.HeaderOf(checksum.Algorithm)] = part.Checksum;
        headers["x-amz-checksum-type"] = ChecksumTypes.NameOf(checksum.Type);
    }

    /// <summary>The object's checksum as it is told: base64, with the number of parts where it is composite.</summary>
    public static (ChecksumAlgorithm Algorithm, string Value, ChecksumType Type)? ChecksumOf(StoredObject stored)
    {
        foreach (var (name, value) in stored.Headers.Checksums)
            if (ChecksumAlgorithms.TryParseName(name, out var algorithm)) return (algorithm, value, value.Contains('-', StringComparison.Ordinal) ? ChecksumType.Composite : ChecksumType.FullObject);
        return null;
    }

    public static void Written(S3Request request, StoredObject stored)
    {
        request.Response.Headers.ETag = EntityTag.Quote(stored.ETag);
        if (request.Bucket.Versioning != Versioning.Off) request.Response.Headers["x-amz-version-id"] = stored.Version;
        EncryptionHeaders.Describe(request, stored.Headers.Encryption);
        LifecycleHeaders.DescribeExpiry(request, stored);
        DescribeChecksums(request.Response.Headers, stored);
    }

    /// <summary>The stored object, or the error that the outcome is.</summary>
    public static StoredObject Require(WriteOutcome outcome, S3Request request) =>
        outcome is WriteOutcome.Stored stored ? stored.Object : throw new S3Exception(ErrorOf(outcome, request.BucketName.Value, request.Key));

    public static S3Error ErrorOf(WriteOutcome outcome, string bucket, string key) => outcome switch
    {
        WriteOutcome.PreconditionFailed => S3Errors.PreconditionFailed,
        WriteOutcome.NoSuchKey => S3Errors.NoSuchKey.With("Key", key),
        WriteOutcome.NoSuchBucket => S3Errors.NoSuchBucket.With("BucketName", bucket),
        WriteOutcome.Locked => S3Errors.ObjectLocked,
        WriteOutcome.NoSuchUpload => S3Errors.NoSuchUpload,
        WriteOutcome.InvalidPart => S3Errors.InvalidPart,
        WriteOutcome.InvalidPartOrder => S3Errors.InvalidPartOrder,
        WriteOutcome.EntityTooSmall => S3Errors.EntityTooSmall,
        WriteOutcome.InvalidRequest invalid => S3Errors.InvalidRequest.Because(invalid.Reason),
        WriteOutcome.WrongChecksum wrong => S3Errors.BadDigest.Because($"The {wrong.Algorithm.ToLowerInvariant()} you specified did not match the calculated checksum."),
        _ => throw new UnreachableException(),
    };

    public static WriteCondition ConditionOf(S3Request request) => new(request.Header("If-Match"), request.Header("If-None-Match"));

    private static void Set(IHeaderDictionary headers, string name, string? value)
    {
        if (value is not null) headers[name] = UserMetadata.ToHeader(value);
    }

    private static string OverrideOf(string name, string value) => value.Any(char.IsControl)
        ? throw new S3Exception(S3Errors.InvalidArgument.Because("A header cannot hold control characters").With("ArgumentName", $"response-{name.ToLowerInvariant()}"))
        : UserMetadata.ToHeader(value);
}
