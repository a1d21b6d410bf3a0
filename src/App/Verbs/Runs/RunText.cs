using System.Globalization;
using System.Text.Json;
using Athanor.App.Verbs.Data;
using Athanor.App.Verbs.Jobs;

namespace Athanor.App.Verbs.Runs;

/// <summary>How what a server tells of runs is read and shown.</summary>
internal static class RunText
{
    public static string InfoOf(JsonElement run, string name) => TextOf(run.GetProperty("info"), name);

    public static string IdOf(JsonElement run) => InfoOf(run, "run_id");

    public static string TextOf(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : "";

    /// <summary>A list of a message; none where it is left out.</summary>
    public static IEnumerable<JsonElement> ListOf(JsonElement item, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(name, out item)) return [];
        return item.ValueKind == JsonValueKind.Array ? item.EnumerateArray() : [];
    }

    /// <summary>Parameters, metrics or tags by their keys.</summary>
    public static SortedDictionary<string, string> ValuesOf(JsonElement run, string list)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in ListOf(run, "data", list)) values[TextOf(item, "key")] = list == "metrics" ? NumberOf(item.GetProperty("value")) : TextOf(item, "value");
        return values;
    }

    public static string NumberOf(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble().ToString("G6", CultureInfo.InvariantCulture) : value.ToString();

    public static string StartOf(JsonElement run) => TimeOf(run, "start_time") is { } start ? start.ToLocalTime().ToString("yyyy-MM-dd HH:mm") : "";

    public static string DurationOf(JsonElement run) => TimeOf(run, "start_time") is { } start && TimeOf(run, "end_time") is { } end && end >= start ? JobText.Duration(end - start) : "";

    public static string Line(string text, int most = int.MaxValue) => DataText.Line(text) is var line && line.Length > most ? $"{line[..most]}…" : DataText.Line(text);

    // Times are whatever a client said they are.
    private static DateTimeOffset? TimeOf(JsonElement run, string name) =>
        long.TryParse(InfoOf(run, name), CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is > 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
