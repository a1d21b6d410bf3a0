using Athanor.Objects.Wire;

namespace Athanor.Objects.Names;

/// <summary>
/// What a request is about, read from the target as the client sent it: servers and proxies tidy a path up (<c>a/../b</c>,
/// <c>a//b</c>), and a tidied key is another key.
/// </summary>
internal sealed record RequestAddress(BucketName? Bucket, ObjectKey? Key)
{
    /// <summary>The bucket stands in the host's name where that lies under one of the door's own domains, else it is the first segment.</summary>
    public static Reading<RequestAddress> Read(string rawTarget, string host, IReadOnlyCollection<string> domains)
    {
        var path = PathOf(rawTarget);
        if (path.IsEmpty || path[0] != '/') return S3Errors.InvalidUri;

        path = path[1..];
        var bucket = BucketInHost(host, domains);
        if (bucket is null)
        {
            var slash = path.IndexOf('/');
            bucket = PercentEncoding.TryDecode(slash < 0 ? path : path[..slash]);
            path = slash < 0 ? default : path[(slash + 1)..];
            if (bucket is null) return S3Errors.InvalidUri;
            if (bucket.Length == 0) return path.IsEmpty ? new RequestAddress(null, null) : S3Errors.InvalidBucketName.With("BucketName", "");
        }

        if (!BucketName.TryParse(bucket, out var name)) return S3Errors.InvalidBucketName.With("BucketName", bucket);
        if (path.IsEmpty) return new RequestAddress(name, null);

        return ReadKey(path).TryGet(out var key, out var error) ? new RequestAddress(name, key) : error;
    }

    /// <summary>The path of a request's target, without its query; a target may also be a whole address.</summary>
    public static ReadOnlySpan<char> PathOf(ReadOnlySpan<char> rawTarget)
    {
        var query = rawTarget.IndexOf('?');
        var path = query < 0 ? rawTarget : rawTarget[..query];
        if (path.IsEmpty || path[0] == '/') return path;

        var authority = path.IndexOf("://");
        if (authority < 0) return path;
        var slash = path[(authority + 3)..].IndexOf('/');
        return slash < 0 ? "/" : path[(authority + 3 + slash)..];
    }

    public static ReadOnlySpan<char> QueryOf(ReadOnlySpan<char> rawTarget)
    {
        var query = rawTarget.IndexOf('?');
        return query < 0 ? default : rawTarget[(query + 1)..];
    }

    internal static Reading<ObjectKey> ReadKey(ReadOnlySpan<char> encoded)
    {
        if (PercentEncoding.TryDecode(encoded) is not { } text) return S3Errors.InvalidUri;
        if (ObjectKey.TryParse(text, out var key)) return key;
        return ObjectKey.IsText(text) ? S3Errors.KeyTooLong : S3Errors.InvalidArgument.Because("An object key holds Unicode text without NUL.");
    }

    private static string? BucketInHost(string host, IReadOnlyCollection<string> domains)
    {
        var name = host.AsSpan();
        if (!name.StartsWith("[") && name.LastIndexOf(':') is >= 0 and var port) name = name[..port];
        foreach (var domain in domains)
        {
            if (name.Length > domain.Length + 1 && name.EndsWith(domain, StringComparison.OrdinalIgnoreCase) && name[^(domain.Length + 1)] == '.')
                return name[..^(domain.Length + 1)].ToString().ToLowerInvariant();
        }
        return null;
    }
}
