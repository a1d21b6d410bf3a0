using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Athanor.Foundation.Problems;
using Athanor.Objects.Names;

namespace Athanor.Tracking.Artifacts;

/// <summary>
/// Names with slashes between them, below the root of a project's artifacts or of a run's. It leads nowhere else, however often it is decoded;
/// the root itself is empty.
/// </summary>
public sealed record ArtifactPath
{
    private const int MostDecodings = 8;

    private static readonly SearchValues<char> SchemeLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

    private ArtifactPath(string value) => Value = value;

    public static ArtifactPath Root { get; } = new("");

    public string Value { get; }

    public bool IsRoot => Value.Length == 0;

    /// <summary>The last of its names.</summary>
    public string Name => Value[(Value.LastIndexOf('/') + 1)..];

    public static ArtifactPath Parse(string? text) => TryParse(text, out var path) ? path : throw new ProblemException(TrackingProblems.InvalidPath);

    public static bool TryParse(string? text, [NotNullWhen(true)] out ArtifactPath? path)
    {
        var value = text is { Length: > 1 } && text.EndsWith('/') ? text[..^1] : text ?? "";
        path = value.Length == 0 ? Root : IsSafe(value) ? new(value) : null;
        return path is not null;
    }

    /// <summary>The other behind this one; the two together may be too long.</summary>
    public ArtifactPath Below(ArtifactPath parent) => parent.IsRoot ? this : IsRoot ? parent : Parse($"{parent.Value}/{Value}");

    public bool IsWithin(ArtifactPath parent) => parent.IsRoot || Value == parent.Value || Value.StartsWith(parent.Value + "/", StringComparison.Ordinal);

    public override string ToString() => Value;

    // What a decoding reveals must be the same names: an encoded slash is none, and neither is an encoded dot.
    private static bool IsSafe(string value)
    {
        if (!ObjectKey.TryParse(value, out _)) return false;
        var plain = value;
        for (var decodings = 0; decodings < MostDecodings; decodings++)
        {
            if (!AreNames(plain) || plain.Count(letter => letter == '/') != value.Count(letter => letter == '/')) return false;
            var decoded = Uri.UnescapeDataString(plain);
            if (decoded == plain) return true;
            plain = decoded;
        }
        return false;
    }

    private static bool AreNames(string path) =>
        path.IndexOfAny(['\\', '#', '?']) < 0 && !path.Any(char.IsControl) && !HasScheme(path) && path.Split('/').All(IsName);

    // On some systems a drive leads out of every folder that it is joined to.
    private static bool IsName(string name) => name.Length > 0 && name is not ("." or "..") && !(name.Length > 1 && name[1] == ':' && char.IsAsciiLetter(name[0]));

    private static bool HasScheme(string path)
    {
        var colon = path.IndexOf(':');
        return colon > 0 && char.IsAsciiLetter(path[0]) && path.AsSpan(0, colon).IndexOfAnyExcept(SchemeLetters) < 0;
    }
}
