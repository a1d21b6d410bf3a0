using System.Security.Cryptography;

namespace Athanor.Objects.Checksums;

/// <summary>S3's entity tag without its quotes: the MD5 of an object, or of its parts' MD5s with their number.</summary>
internal static class EntityTag
{
    public static string Of(ReadOnlySpan<byte> md5) => Convert.ToHexStringLower(md5);

    public static string OfParts(IReadOnlyCollection<byte[]> md5s)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (var md5 in md5s) digest.AppendData(md5);
        return $"{Convert.ToHexStringLower(digest.GetHashAndReset())}-{md5s.Count}";
    }

    public static string Quote(string tag) => $"\"{tag}\"";

    /// <summary>Clients send a tag with its quotes or without.</summary>
    public static string Unquote(string tag) => tag.Trim() is ['"', .. var inner, '"'] ? inner : tag.Trim();
}
