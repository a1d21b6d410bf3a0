using System.Collections.Frozen;

namespace Athanor.Tracking.Api.Artifacts;

/// <summary>The kind of a file by its name, as far as a browser shows such a file without running anything in it; all others are bytes.</summary>
internal static class SafeType
{
    public const string Bytes = "application/octet-stream";

    private const string Text = "text/plain; charset=utf-8";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".txt"] = Text,
        [".log"] = Text,
        [".md"] = Text,
        [".py"] = Text,
        [".yaml"] = Text,
        [".yml"] = Text,
        [".cfg"] = Text,
        [".ini"] = Text,
        [".toml"] = Text,
        [".jsonl"] = Text,
        [".rst"] = Text,
        [".csv"] = "text/csv; charset=utf-8",
        [".tsv"] = "text/tab-separated-values; charset=utf-8",
        [".json"] = "application/json",
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
        [".mp4"] = "video/mp4",
        [".wav"] = "audio/wav",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string Of(string name) => name is "MLmodel" or "MLproject" ? Text : Types.GetValueOrDefault(Path.GetExtension(name), Bytes);
}
