using Athanor.Objects.Wire;

namespace Athanor.Objects.Names;

/// <summary>What <c>x-amz-copy-source</c> names: <c>/bucket/key?versionId=…</c>, percent-encoded, the first slash optional.</summary>
internal sealed record CopySource(BucketName Bucket, ObjectKey Key, string? VersionId)
{
    private const string VersionParameter = "?versionId=";

    public static Reading<CopySource> Read(string header)
    {
        var text = header.AsSpan();
        if (text.StartsWith("/")) text = text[1..];

        string? version = null;
        if (text.LastIndexOf(VersionParameter) is >= 0 and var at)
        {
            version = text[(at + VersionParameter.Length)..].ToString();
            text = text[..at];
        }

        var slash = text.IndexOf('/');
        if (slash <= 0 || slash == text.Length - 1) return Invalid("Copy Source must mention the source bucket and key: sourcebucket/sourcekey", header);
        if (version is "") return Invalid("Version id cannot be the empty string", header);
        if (!BucketName.TryParse(PercentEncoding.TryDecode(text[..slash]), out var bucket)) return Invalid("Invalid copy source bucket name", header);

        return RequestAddress.ReadKey(text[(slash + 1)..]).TryGet(out var key, out _) ? new CopySource(bucket, key, version) : Invalid("Invalid copy source object key", header);
    }

    private static S3Error Invalid(string message, string header) =>
        S3Errors.InvalidArgument.Because(message).With("ArgumentName", "x-amz-copy-source").With("ArgumentValue", header);
}
