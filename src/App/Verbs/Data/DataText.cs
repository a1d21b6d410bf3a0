using System.Text.Json;

namespace Athanor.App.Verbs.Data;

/// <summary>How what a server tells of datasets is shown on a line.</summary>
internal static class DataText
{
    private const int ShortId = 12;

    /// <summary>Others chose paths and messages; none of them moves the cursor of who reads them.</summary>
    public static string Line(string? text) => string.Concat((text ?? "").Select(letter => char.IsControl(letter) ? ' ' : letter));

    public static string IdOf(JsonElement commit) => Short(commit.GetProperty("id").GetString()!);

    public static string Short(string id) => id.Length > ShortId ? id[..ShortId] : id;

    public static string TimeOf(JsonElement item, string property) =>
        item.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time)
            ? time.ToLocalTime().ToString("yyyy-MM-dd HH:mm")
            : "";

    public static string ChangeOf(JsonElement change) => $"{MarkOf(change.GetProperty("kind").GetString())} {Line(change.GetProperty("path").GetString())}";

    private static char MarkOf(string? kind) => kind switch
    {
        "added" => '+',
        "removed" => '-',
        _ => '~',
    };
}
