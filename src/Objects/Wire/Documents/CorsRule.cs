namespace Athanor.Objects.Wire.Documents;

internal sealed record CorsRule
{
    public string? Id { get; init; }
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];
    public IReadOnlyList<string> AllowedMethods { get; init; } = [];
    public IReadOnlyList<string> AllowedHeaders { get; init; } = [];
    public IReadOnlyList<string> ExposeHeaders { get; init; } = [];
    public int? MaxAgeSeconds { get; init; }

    /// <summary>The origin to answer with, or null where the rule does not let this request in.</summary>
    public string? AllowedOriginFor(string origin, string method, IEnumerable<string> requestHeaders)
    {
        if (!AllowedMethods.Contains(method, StringComparer.Ordinal)) return null;
        if (!requestHeaders.All(header => AllowedHeaders.Any(pattern => Matches(pattern, header, StringComparison.OrdinalIgnoreCase)))) return null;
        if (!AllowedOrigins.Any(pattern => Matches(pattern, origin, StringComparison.Ordinal))) return null;
        return AllowedOrigins.Contains("*", StringComparer.Ordinal) ? "*" : origin;
    }

    // At most one star in each.
    private static bool Matches(string pattern, string text, StringComparison comparison)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0) return pattern.Equals(text, comparison);
        return text.Length >= pattern.Length - 1 && text.StartsWith(pattern[..star], comparison) && text.EndsWith(pattern[(star + 1)..], comparison);
    }
}
