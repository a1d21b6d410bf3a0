using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Athanor.Objects.Names;

/// <summary>A bucket's name as S3 allows it. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html</summary>
public sealed record BucketName
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");
    private static readonly string[] ReservedPrefixes = ["xn--", "sthree-", "amzn-s3-demo-"];
    private static readonly string[] ReservedSuffixes = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

    private BucketName(string value) => Value = value;

    public string Value { get; }

    /// <summary>Route binding calls this: an endpoint never sees an invalid name.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out BucketName? name)
    {
        name = text is { Length: >= 3 and <= 63 } && IsAllowed(text) ? new(text) : null;
        return name is not null;
    }

    public override string ToString() => Value;

    private static bool IsAllowed(string text) =>
        !text.AsSpan().ContainsAnyExcept(Allowed)
        && char.IsAsciiLetterOrDigit(text[0])
        && char.IsAsciiLetterOrDigit(text[^1])
        && !text.Contains("..", StringComparison.Ordinal)
        && !IsFormattedAsAddress(text)
        && !Array.Exists(ReservedPrefixes, prefix => text.StartsWith(prefix, StringComparison.Ordinal))
        && !Array.Exists(ReservedSuffixes, suffix => text.EndsWith(suffix, StringComparison.Ordinal));

    private static bool IsFormattedAsAddress(string text) => text.Split('.') is { Length: 4 } parts && Array.TrueForAll(parts, IsNumber);

    private static bool IsNumber(string part) => part.Length is >= 1 and <= 3 && part.All(char.IsAsciiDigit);
}
