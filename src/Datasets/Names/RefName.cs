using System.Diagnostics.CodeAnalysis;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Names;

/// <summary>The name of a branch or a tag: one segment of a path, and nothing that could be taken for the beginning of a commit's id.</summary>
public sealed record RefName
{
    public const int MaximumLength = 100;

    /// <summary>So many digits of a commit's id name it, where no other begins alike.</summary>
    public const int ShortestCommit = 6;

    private const int CommitLength = 64;

    private RefName(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out RefName? name)
    {
        name = text is { Length: > 0 and <= MaximumLength } && text.All(IsAllowed) && text[0] is not ('.' or '-') && !IsCommitPrefix(text) ? new(text) : null;
        return name is not null;
    }

    public static RefName Parse(string text) => TryParse(text, out var name) ? name : throw new ProblemException(DatasetsProblems.BadRefName(text));

    /// <summary>Whether it could be the beginning of a commit's id.</summary>
    public static bool IsCommitPrefix(string text) => text.Length is >= ShortestCommit and <= CommitLength && text.All(char.IsAsciiHexDigitLower);

    public override string ToString() => Value;

    private static bool IsAllowed(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.';
}
