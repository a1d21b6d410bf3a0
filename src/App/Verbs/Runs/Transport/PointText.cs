using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>A point as MLflow's messages write it. JSON has no word for what is no number, so that is a text.</summary>
internal static class PointText
{
    public static JsonObject Write(SourcePoint point) => new()
    {
        ["key"] = point.Key,
        ["value"] = double.IsFinite(point.Value) ? JsonValue.Create(point.Value) : JsonValue.Create(double.IsNaN(point.Value) ? "NaN" : point.Value > 0 ? "Infinity" : "-Infinity"),
        ["timestamp"] = point.Timestamp,
        ["step"] = point.Step,
    };

    public static SourcePoint Read(string key, JsonElement point) => new(key, LongOf(point, "step"), LongOf(point, "timestamp"), ValueOf(point.TryGetProperty("value", out var value) ? value : default));

    /// <summary>Null where the line is no point.</summary>
    public static SourcePoint? TryRead(string? line)
    {
        try
        {
            if (line is null) return null;
            using var json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind == JsonValueKind.Object && RunText.TextOf(json.RootElement, "key") is { Length: > 0 } key ? Read(key, json.RootElement) : null;
        }
        catch (Exception broken) when (broken is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    // Protobuf leaves out what is zero, and may say a long number as a text.
    private static long LongOf(JsonElement point, string name) => RunText.TextOf(point, name) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0;

    private static double ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => 0,
        JsonValueKind.Number => value.GetDouble(),
        _ => double.Parse(value.GetString() ?? "", NumberStyles.Float, CultureInfo.InvariantCulture),
    };
}
