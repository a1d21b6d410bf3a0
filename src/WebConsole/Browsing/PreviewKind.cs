using Athanor.Objects.Model;

namespace Athanor.WebConsole.Browsing;

/// <summary>How an object can be shown, by what its client called it or else by its name. Whatever a browser would run is shown as text.</summary>
internal enum PreviewKind
{
    None,
    Text,
    Json,
    Csv,
    Picture,
}

internal static class PreviewKinds
{
    private static readonly Dictionary<string, string> PictureTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
    };

    private static readonly HashSet<string> TextEndings = new(StringComparer.OrdinalIgnoreCase)
    {
        ".txt", ".md", ".log", ".yaml", ".yml", ".xml", ".html", ".htm", ".svg", ".css", ".js", ".ts", ".py", ".cs", ".c", ".h", ".cpp", ".rs", ".go", ".java", ".sh", ".sql", ".toml", ".ini", ".tex",
    };

    public static PreviewKind Of(StoredObject stored)
    {
        if (PictureTypeOf(stored) is not null) return PreviewKind.Picture;
        var (type, ending) = (TypeOf(stored), Path.GetExtension(stored.Key));
        return (type, ending.ToUpperInvariant()) switch
        {
            ("application/json", _) or (_, ".JSON") => PreviewKind.Json,
            ("text/csv", _) or (_, ".CSV") => PreviewKind.Csv,
            _ when type.StartsWith("text/", StringComparison.Ordinal) || type is "image/svg+xml" or "application/xml" || TextEndings.Contains(ending) || ending.Equals(".jsonl", StringComparison.OrdinalIgnoreCase) => PreviewKind.Text,
            _ => PreviewKind.None,
        };
    }

    /// <summary>One of four types that hold pixels and nothing else; null for all others.</summary>
    public static string? PictureTypeOf(StoredObject stored)
    {
        var type = TypeOf(stored);
        if (PictureTypes.ContainsValue(type)) return type;
        return type.Length == 0 || type.EndsWith("/octet-stream", StringComparison.Ordinal) ? PictureTypes.GetValueOrDefault(Path.GetExtension(stored.Key)) : null;
    }

    /// <summary>Whether a file of this name is likely to be such a picture.</summary>
    public static bool IsPictureName(string name) => PictureTypes.ContainsKey(Path.GetExtension(name));

    private static string TypeOf(StoredObject stored) => (stored.Headers.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
}
