using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Athanor.Foundation.Identifiers;

/// <summary>A thing that facts are about, by kind and name: <c>project/plants</c>, <c>key/ATH…</c>, <c>object/bucket/path</c>.</summary>
public readonly record struct Subject(string Kind, string Name)
{
    /// <summary>In bytes of UTF-8, because that is what an index on it must hold.</summary>
    public const int MaximumLength = 2048;

    public static bool TryParse([NotNullWhen(true)] string? text, out Subject subject)
    {
        subject = default;
        if (text is null || Encoding.UTF8.GetByteCount(text) > MaximumLength || text.IndexOf('/') is not (> 0 and var slash) || slash == text.Length - 1) return false;

        subject = new(text[..slash], text[(slash + 1)..]);
        return true;
    }

    /// <summary>For text that this program wrote itself, such as a row of the Journal.</summary>
    public static Subject Parse(string text) => TryParse(text, out var subject) ? subject : throw new FormatException($"'{text}' is not a subject (kind/name).");

    public override string ToString() => $"{Kind}/{Name}";
}
