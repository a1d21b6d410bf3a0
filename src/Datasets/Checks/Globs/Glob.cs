using System.Diagnostics.CodeAnalysis;

namespace Athanor.Datasets.Checks.Globs;

/// <summary>
/// A pattern of paths: <c>*</c> and <c>?</c> stay within a folder, <c>**</c> stands for any number of folders, <c>{a,b}</c> for either, and a
/// backslash takes the next letter as it is. All ways to match are followed at once, so no pattern makes a path cost more than its length times
/// the pattern's.
/// </summary>
public sealed class Glob
{
    private readonly GlobMachine _machine;

    private Glob(string text, GlobMachine machine) => (Text, _machine) = (text, machine);

    public static Glob Everything { get; } = Of("**");

    public string Text { get; }

    /// <summary>A pattern of our own, known to be one.</summary>
    public static Glob Of(string text) => TryParse(text, out var glob, out var fault) ? glob : throw new ArgumentException(fault, nameof(text));

    public static bool TryParse(string text, [NotNullWhen(true)] out Glob? glob, [NotNullWhen(false)] out string? fault)
    {
        var parser = new GlobParser(text);
        glob = parser.TryParse(out var parts) ? new(text, GlobMachine.Of(parts)) : null;
        fault = glob is null ? parser.Fault ?? "" : null;
        return glob is not null;
    }

    public bool Matches(string path) => _machine.Matches(path);

    public override string ToString() => Text;
}
