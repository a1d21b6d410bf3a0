using System.Diagnostics.CodeAnalysis;

namespace Athanor.Datasets.Checks.Globs;

/// <summary>Takes a pattern apart, or says why it is none.</summary>
internal sealed class GlobParser(string text)
{
    private const int MaximumLength = 1024;
    private const int MaximumDepth = 8;

    private int _next;

    public string? Fault { get; private set; }

    public bool TryParse([NotNullWhen(true)] out IReadOnlyList<GlobPart>? parts)
    {
        parts = null;
        if (text.Length is 0 or > MaximumLength) Fault = $"a pattern has 1 to {MaximumLength} characters";
        else if (text.StartsWith('/') || text.EndsWith('/')) Fault = "paths neither begin nor end with a slash";
        else parts = Sequence(depth: 0);
        if (Fault is not null) parts = null;
        return parts is not null;
    }

    private List<GlobPart> Sequence(int depth)
    {
        var parts = new List<GlobPart>();
        while (_next < text.Length && !(depth > 0 && text[_next] is ',' or '}') && Fault is null) parts.Add(Part(depth));
        return parts;
    }

    private GlobPart Part(int depth)
    {
        var letter = text[_next++];
        switch (letter)
        {
            case '?':
                return new GlobPart.AnyLetter();
            case '*':
                return Star();
            case '{':
                return Either(depth + 1);
            case '\\' when _next < text.Length:
                return new GlobPart.Letter(text[_next++]);
            case '\\':
                Fault = "nothing follows its last backslash";
                return new GlobPart.AnyLetter();
            default:
                return new GlobPart.Letter(letter);
        }
    }

    private GlobPart Star()
    {
        if (_next == text.Length || text[_next] != '*') return new GlobPart.AnyLetters();
        var begins = _next == 1 || text[_next - 2] is '/' or '{' or ',';
        _next++;
        var ends = _next == text.Length || text[_next] is '/' or '}' or ',';
        if (!begins || !ends) Fault = "'**' stands for whole folders: write it between slashes";
        if (_next == text.Length || text[_next] != '/') return new GlobPart.Everything();
        _next++;
        return new GlobPart.AnyFolders();
    }

    private GlobPart.Either Either(int depth)
    {
        var choices = new List<IReadOnlyList<GlobPart>>();
        if (depth > MaximumDepth) Fault = $"its braces are nested more than {MaximumDepth} deep";
        while (Fault is null)
        {
            choices.Add(Sequence(depth));
            if (_next == text.Length) Fault = "a brace is opened and not closed";
            else if (text[_next++] == '}') break;
        }
        return new(choices);
    }
}
