using System.Diagnostics.CodeAnalysis;

namespace Athanor.Foundation.Identifiers;

/// <summary>The name of a project: 2 to 63 of a-z, 0-9 and '-', starting with a letter.</summary>
public sealed record ProjectName
{
    public const string Rule = "A name has 2 to 63 characters of a-z, 0-9 and '-', and starts with a letter.";

    private ProjectName(string value) => Value = value;

    public string Value { get; }

    /// <summary>Route binding calls this: an endpoint never sees an invalid name.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ProjectName? name)
    {
        name = text is { Length: >= 2 and <= 63 } && char.IsAsciiLetterLower(text[0]) && text[^1] != '-' && text.All(IsAllowed) ? new(text) : null;
        return name is not null;
    }

    public override string ToString() => Value;

    private static bool IsAllowed(char letter) => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-';
}
