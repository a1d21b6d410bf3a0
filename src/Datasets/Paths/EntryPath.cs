using System.Diagnostics.CodeAnalysis;
using System.Text;
using Athanor.Foundation.Problems;
using Athanor.Objects.Names;

namespace Athanor.Datasets.Paths;

/// <summary>
/// Where a file lies in a dataset: folders and a name with slashes between. Whoever writes a dataset out to a disk may use it as it is:
/// it never leads out of the folder it starts in, and no character in it separates folders anywhere but the slash.
/// </summary>
public sealed record EntryPath : IComparable<EntryPath>
{
    public const int MaximumBytes = 1024;

    private EntryPath(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out EntryPath? path)
    {
        path = text is not null && WhyNot(text) is null ? new(text) : null;
        return path is not null;
    }

    /// <summary>Refuses with the rule that the text breaks.</summary>
    public static EntryPath Parse(string text) => WhyNot(text) is { } reason ? throw new ProblemException(PathProblems.BadPath(text, reason)) : new(text);

    /// <summary>The order of the UTF-8 bytes, which differs from that of .NET's strings beyond U+FFFF.</summary>
    public int CompareTo(EntryPath? other) => other is null ? 1 : ObjectKey.Compare(Value, other.Value);

    public override string ToString() => Value;

    public static bool operator <(EntryPath left, EntryPath right) => left.CompareTo(right) < 0;
    public static bool operator <=(EntryPath left, EntryPath right) => left.CompareTo(right) <= 0;
    public static bool operator >(EntryPath left, EntryPath right) => left.CompareTo(right) > 0;
    public static bool operator >=(EntryPath left, EntryPath right) => left.CompareTo(right) >= 0;

    private static string? WhyNot(string text)
    {
        if (text.Length == 0) return "it is empty";
        if (text.Length > MaximumBytes || Encoding.UTF8.GetByteCount(text) > MaximumBytes) return $"it is longer than {MaximumBytes} bytes";
        return WhyNotText(text) ?? WhyNotSegments(text);
    }

    private static string? WhyNotText(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsControl(text[at])) return "it holds a control character";
            if (text[at] == '\\') return "it holds a backslash, which separates folders on some machines and not on others";
            if (!char.IsSurrogate(text[at])) continue;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1])) return "it holds half of a character";
            at++;
        }
        return null;
    }

    private static string? WhyNotSegments(string text)
    {
        if (text[0] == '/') return "it starts with a slash";
        if (text[^1] == '/') return "it ends with a slash";
        foreach (var segment in text.AsSpan().Split('/'))
        {
            switch (text.AsSpan(segment))
            {
                case "": return "two slashes follow each other";
                case "." or "..": return "a folder is called '.' or '..'";
            }
        }
        return null;
    }
}
