using Athanor.Foundation.Problems;

namespace Athanor.Tracking.Registry.Sources;

/// <summary>
/// Where the files of a version are said to lie. Of all addresses only those of this server's own things are taken, and only in a form that
/// means the same to whoever reads it: no way up, nothing escaped that would become one, no host.
/// </summary>
internal sealed record ModelSource(SourceKind Kind, string Text, IReadOnlyList<string> Parts)
{
    private const int LongestText = 2000;

    private static readonly (string Scheme, SourceKind Kind)[] Schemes =
    [
        ("runs:/", SourceKind.Run), ("models:/", SourceKind.Model), ("mlflow-artifacts:/", SourceKind.Artifacts), ("s3://", SourceKind.Bucket),
    ];

    /// <summary>What a run logged as a model, where the source names it by <c>models:/ID</c>, or lies where this server keeps such: EXPERIMENT/models/ID/artifacts/…</summary>
    public string? LoggedModel => (Kind, Parts) switch
    {
        (SourceKind.Model, [var id]) when id.StartsWith("m-", StringComparison.Ordinal) && !id.Contains('@', StringComparison.Ordinal) => id,
        (SourceKind.Artifacts, [_, "models", var id, "artifacts", ..]) => id,
        _ => null,
    };

    public static ModelSource Parse(string text)
    {
        TrackingRules.CheckLength("Model version source", text, LongestText);
        var plain = Unescaped(text);
        if (IsTricky(text) || IsTricky(plain) || plain.Contains('%', StringComparison.Ordinal)) throw new ProblemException(RegistryProblems.RelativeSource(text));
        var (scheme, kind) = Array.Find(Schemes, known => text.StartsWith(known.Scheme, StringComparison.Ordinal));
        if (scheme is null) throw new ProblemException(RegistryProblems.ForeignSource(text));
        var parts = text[scheme.Length..].TrimEnd('/').Split('/');
        if (Array.Exists(parts, part => part.Length == 0)) throw new ProblemException(RegistryProblems.ForeignSource(text));
        return new(kind, scheme + string.Join('/', parts), parts);
    }

    /// <summary>Whether an address is this place or below it.</summary>
    public static bool IsWithin(string address, string place) => address.StartsWith(place, StringComparison.Ordinal) && (address.Length == place.Length || address[place.Length] == '/');

    // Escapes may hide escapes, so they are taken off until none is left; each time the text gets shorter.
    private static string Unescaped(string text)
    {
        while (Uri.UnescapeDataString(text) is var plain && plain != text) text = plain;
        return text;
    }

    private static bool IsTricky(string text) => text.Any(letter => char.IsControl(letter) || letter is '\\' or '#' or '?') || text.Split('/').Any(part => part is "." or "..");
}
