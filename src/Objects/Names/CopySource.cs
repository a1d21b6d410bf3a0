using Athanor.Objects.Wire;

namespace Athanor.Objects.Names;

/// <summary>What <c>x-amz-copy-source</c> names: <c>/bucket/key?versionId=…</c>, percent-encoded, the first slash optional and the one behind the bucket encoded or not.</summary>
internal sealed record CopySource(BucketName Bucket, ObjectKey Key, string? VersionId)
{
    private const string VersionParameter = "?versionId=";
    private const string EncodedSlash = "%2F";

    public static Reading<CopySource> Read(string header)
    {
        var text = header.AsSpan();
        if (text.StartsWith("/")) text = text[1..];
        else if (text.StartsWith(EncodedSlash, StringComparison.OrdinalIgnoreCase)) text = text[EncodedSlash.Length..];

        string? version = null;
        if (text.LastIndexOf(VersionParameter) is >= 0 and var at)
        {
            version = text[(at + VersionParameter.Length)..].ToString();
            text = text[..at];
        }

        var (slash, width) = FindSlash(text);
        if (slash <= 0 || slash + width == text.Length) return Invalid("Copy Source must mention the source bucket and key: sourcebucket/sourcekey", header);
        if (version is "") return Invalid("Version id cannot be the empty string", header);
        if (!BucketName.TryParse(PercentEncoding.TryDecode(text[..slash]), out var bucket)) return Invalid("Invalid copy source bucket name", header);

        return RequestAddress.ReadKey(text[(slash + width)..]).TryGet(out var key, out _) ? new CopySource(bucket, key, version) : Invalid("Invalid copy source object key", header);
    }

    private static (int At, int Width) FindSlash(ReadOnlySpan<char> text)
    {
        var (plain, encoded) = (text.IndexOf('/'), text.IndexOf(EncodedSlash, StringComparison.OrdinalIgnoreCase));
        return encoded >= 0 && (plain < 0 || encoded < plain) ? (encoded, EncodedSlash.Length) : (plain, 1);
    }

    private static S3Error Invalid(string message, string header) =>
        S3Errors.InvalidArgument.Because(message).With("ArgumentName", "x-amz-copy-source").With("ArgumentValue", header);
}
