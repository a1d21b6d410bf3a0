using System.Globalization;
using System.Text.Json;
using Athanor.Foundation.Problems;

namespace Athanor.Tracking.Api;

/// <summary>What a request says, by the names of its message. Numbers may come as text, as they do in JSON that was written from protobuf.</summary>
internal sealed class Fields(JsonElement json)
{
    public string? Text(string name)
    {
        if (Find(name) is not { } value) return null;
        return value.ValueKind == JsonValueKind.String ? TextOf(name, value) : throw Refuse(name, value);
    }

    /// <summary>The first of these that is there and not empty: fields that were renamed are known by both names.</summary>
    public string Required(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (Text(name) is { Length: > 0 } text) return text;
        throw new ProblemException(TrackingProblems.Missing(names[0]));
    }

    /// <summary>Must be there, and may be empty.</summary>
    public string Present(string name) => Text(name) ?? throw new ProblemException(TrackingProblems.Missing(name));

    public long? Long(string name) => Find(name) is { } value ? LongOf(value) ?? throw Refuse(name, value) : null;

    public bool? Flag(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } or { ValueKind: JsonValueKind.String } => Find(name) is { ValueKind: JsonValueKind.True } || string.Equals(Text(name), "true", StringComparison.OrdinalIgnoreCase),
        { ValueKind: JsonValueKind.False } => false,
        { } other => throw Refuse(name, other),
    };

    public double Double(string name)
    {
        var value = Find(name) ?? throw new ProblemException(TrackingProblems.Missing(name));
        return DoubleOf(name, value) ?? throw new ProblemException(TrackingProblems.Invalid($"Got invalid value {Shown(value)} for metric '{Text("key")}'. Please specify value as a valid double (64-bit floating point)"));
    }

    /// <summary>One where a list is expected counts as a list of one.</summary>
    public IReadOnlyList<string> Texts(string name) => Find(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.String ? TextOf(name, value) : throw Refuse(name, value))],
        { ValueKind: JsonValueKind.String } one => [TextOf(name, one)],
        { } other => throw Refuse(name, other),
    };

    public IReadOnlyList<Fields> Objects(string name) => Find(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Object ? new Fields(value) : throw Refuse(name, value))],
        { } other => throw Refuse(name, other),
    };

    public Fields Object(string name)
    {
        var value = Find(name) ?? throw new ProblemException(TrackingProblems.Missing(name));
        return value.ValueKind == JsonValueKind.Object ? new(value) : throw Refuse(name, value);
    }

    private JsonElement? Find(string name) => json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    // Bytes that are no UTF-8, and half of a surrogate pair, are found only here.
    private static string TextOf(string name, JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException failure)
        {
            throw new ProblemException(TrackingProblems.Invalid($"The text of parameter '{name}' is not valid Unicode."), failure);
        }
    }

    private static long? LongOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.Number when value.GetDouble() is var number && number == Math.Floor(number) && Math.Abs(number) < 1e18 => (long)number,
        JsonValueKind.String when long.TryParse(TextOf("number", value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static double? DoubleOf(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String => TextOf(name, value) switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
        },
        _ => null,
    };

    private static ProblemException Refuse(string name, JsonElement value) => new(TrackingProblems.InvalidValue(name, Shown(value)));

    private static string Shown(JsonElement value) => value.GetRawText() is var text && text.Length > 100 ? text[..100] : text;
}
