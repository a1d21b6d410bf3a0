using System.Text;
using Microsoft.AspNetCore.Http;

namespace Athanor.Objects.Wire;

/// <summary>
/// What the client keeps with its object in <c>x-amz-meta-…</c>. "The PUT request header is limited to 8 KB …, the user-defined
/// metadata is limited to 2 KB", counted as "the number of bytes in the UTF-8 encoding of each key and value".
/// </summary>
internal static class UserMetadata
{
    public const string Prefix = "x-amz-meta-";
    public const int MaximumBytes = 2048;

    /// <summary>Names without their prefix and in small letters.</summary>
    public static Reading<SortedDictionary<string, string>> Read(IHeaderDictionary headers)
    {
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var bytes = 0;
        foreach (var (header, value) in headers)
        {
            if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) continue;

            var name = header[Prefix.Length..].ToLowerInvariant();
            var text = string.Join(',', value.ToArray());
            if (name.Length == 0) return S3Errors.InvalidArgument.Because("A metadata header needs a name after x-amz-meta-").With("ArgumentName", header);
            if (text.Any(letter => char.IsControl(letter) && letter != '\t')) return S3Errors.InvalidArgument.Because("Metadata cannot hold control characters").With("ArgumentName", header);

            metadata[name] = text;
            bytes += Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(text);
        }
        return bytes <= MaximumBytes ? metadata : S3Errors.MetadataTooLarge.With("Size", $"{bytes}").With("MaxSizeAllowed", $"{MaximumBytes}");
    }

    /// <summary>As a header can carry it: what is not ASCII in the form of RFC 2047, as S3 answers it.</summary>
    public static string ToHeader(string value) => Ascii.IsValid(value) ? value : $"=?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}?=";
}
