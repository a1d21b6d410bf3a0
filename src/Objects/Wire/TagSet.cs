using Athanor.Objects.Names;

namespace Athanor.Objects.Wire;

/// <summary>Tags of an object or a bucket. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html</summary>
internal sealed record TagSet(IReadOnlyList<KeyValuePair<string, string>> Tags)
{
    public const int MaximumOfObject = 10;
    public const int MaximumOfBucket = 50;

    private const int MaximumKeyLength = 128;
    private const int MaximumValueLength = 256;

    public static TagSet Empty { get; } = new([]);

    public IReadOnlyDictionary<string, string> ToDictionary() => Tags.ToDictionary(StringComparer.Ordinal);

    /// <summary>The form of <c>x-amz-tagging</c>, which is a query's: <c>a=1&amp;b=2</c>.</summary>
    public static Reading<TagSet> ReadHeader(string header)
    {
        var tags = new List<KeyValuePair<string, string>>();
        foreach (var range in header.AsSpan().Split('&'))
        {
            var tag = header.AsSpan()[range];
            if (tag.IsEmpty) continue;

            var equals = tag.IndexOf('=');
            var key = PercentEncoding.TryDecode(equals < 0 ? tag : tag[..equals], plusIsSpace: true);
            var value = equals < 0 ? "" : PercentEncoding.TryDecode(tag[(equals + 1)..], plusIsSpace: true);
            if (key is null || value is null) return S3Errors.InvalidArgument.Because("The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.");
            tags.Add(new(key, value));
        }
        return Create(tags, MaximumOfObject);
    }

    public static Reading<TagSet> Create(IReadOnlyList<KeyValuePair<string, string>> tags, int maximum)
    {
        if (tags.Count > maximum)
        {
            return maximum == MaximumOfObject
                ? S3Errors.BadRequest.Because("Object tags cannot be greater than 10")
                : S3Errors.InvalidTag.Because($"Bucket tag count cannot be greater than {maximum}");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            if (key.Length is 0 or > MaximumKeyLength || !IsAllowed(key)) return S3Errors.InvalidTag.Because("The TagKey you have provided is invalid").With("TagKey", key);
            if (value.Length > MaximumValueLength || !IsAllowed(value)) return S3Errors.InvalidTag.Because("The TagValue you have provided is invalid").With("TagKey", key).With("TagValue", value);
            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) return S3Errors.InvalidTag.Because("System tags cannot be added/updated by requester").With("TagKey", key);
            if (!seen.Add(key)) return S3Errors.InvalidTag.Because("Cannot provide multiple Tags with the same key").With("TagKey", key);
        }
        return new TagSet(tags);
    }

    // "letters, whitespace, and numbers representable in UTF-8, and + - = . _ : / @"
    private static bool IsAllowed(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == System.Text.Rune.ReplacementChar) return false;
            if (System.Text.Rune.IsLetterOrDigit(rune) || System.Text.Rune.IsWhiteSpace(rune) || IsMark(rune)) continue;
            if (!rune.IsAscii || !"+-=._:/@".Contains((char)rune.Value, StringComparison.Ordinal)) return false;
        }
        return true;
    }

    // Vowel signs of many scripts are part of their letters.
    private static bool IsMark(System.Text.Rune rune) => System.Text.Rune.GetUnicodeCategory(rune) is
        System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark or System.Globalization.UnicodeCategory.LetterNumber or System.Globalization.UnicodeCategory.OtherNumber;
}
