using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Athanor.Objects.Names;

/// <summary>
/// An object's key: 1 to 1,024 bytes of UTF-8 that mean nothing but themselves. <c>..</c>, <c>//</c> and a leading slash are plain
/// text, since no key ever becomes part of a path on disk. The one character left out is NUL, which no database keeps in text.
/// </summary>
public sealed record ObjectKey : IComparable<ObjectKey>
{
    public const int MaximumBytes = 1024;

    private ObjectKey(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out ObjectKey? key)
    {
        key = text is { Length: > 0 and <= MaximumBytes } && IsText(text) && Encoding.UTF8.GetByteCount(text) <= MaximumBytes ? new(text) : null;
        return key is not null;
    }

    /// <summary>Whether it can be part of a key: whole characters only, and no NUL.</summary>
    internal static bool IsText(ReadOnlySpan<char> text)
    {
        if (text.Contains('\0')) return false;
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var at)
        {
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1])) return false;
            text = text[(at + 2)..];
        }
        return true;
    }

    /// <summary>S3 lists keys in the order of their UTF-8 bytes, which differs from that of .NET's strings beyond U+FFFF.</summary>
    public int CompareTo(ObjectKey? other) => other is null ? 1 : Compare(Value, other.Value);

    public override string ToString() => Value;

    public static bool operator <(ObjectKey left, ObjectKey right) => left.CompareTo(right) < 0;
    public static bool operator <=(ObjectKey left, ObjectKey right) => left.CompareTo(right) <= 0;
    public static bool operator >(ObjectKey left, ObjectKey right) => left.CompareTo(right) > 0;
    public static bool operator >=(ObjectKey left, ObjectKey right) => left.CompareTo(right) >= 0;

    public static int Compare(string left, string right)
    {
        var at = left.AsSpan().CommonPrefixLength(right);
        if (at == left.Length || at == right.Length) return left.Length - right.Length;

        // Only a surrogate stands for something greater than every other UTF-16 unit.
        var (first, second) = (left[at], right[at]);
        return char.IsSurrogate(first) == char.IsSurrogate(second) ? first - second : char.IsSurrogate(first) ? 1 : -1;
    }
}
