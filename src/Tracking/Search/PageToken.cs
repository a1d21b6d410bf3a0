using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Athanor.Foundation.Problems;

namespace Athanor.Tracking.Search;

/// <summary>Where a page ended: the part of the search it was in, and what stood in the columns of its last row.</summary>
internal sealed record PageToken(int Part, IReadOnlyList<object?> Values)
{
    private const int LongestToken = 64 << 10;

    public string Write()
    {
        var values = new JsonArray(Part);
        foreach (var value in Values) values.Add(value switch { string text => JsonValue.Create(text), long number => JsonValue.Create(number), double real => JsonValue.Create(real), _ => null });
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(values.ToJsonString()));
    }

    /// <summary>Null for the first page. What belongs to no such search is refused once its columns are known.</summary>
    public static PageToken? Read(string? text)
    {
        if (text is null or "") return null;
        if (text.Length > LongestToken || !Base64Url.IsValid(text)) throw new ProblemException(TrackingProblems.BadPageToken);
        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(text));
            if (json.RootElement.ValueKind == JsonValueKind.Array && json.RootElement.GetArrayLength() > 0 && json.RootElement[0].TryGetInt32(out var part))
                return new(part, [.. json.RootElement.EnumerateArray().Skip(1).Select(Read)]);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
        {
            throw new ProblemException(TrackingProblems.BadPageToken, failure);
        }
        throw new ProblemException(TrackingProblems.BadPageToken);
    }

    public IReadOnlyList<object?> ValuesFor(IReadOnlyList<SortColumn> columns)
    {
        if (Values.Count != columns.Count) throw new ProblemException(TrackingProblems.BadPageToken);
        return [.. columns.Select((column, index) => Fit(column.Type, Values[index]))];
    }

    private static object? Fit(SortType type, object? value) => (type, value) switch
    {
        (_, null) => null,
        (SortType.Text, string) or (SortType.Number, long) or (SortType.Real, double) => value,
        (SortType.Real, long number) => (double)number,
        _ => throw new ProblemException(TrackingProblems.BadPageToken),
    };

    private static object? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetInt64(out var number) ? (object)number : value.GetDouble(),
        JsonValueKind.Null => null,
        _ => throw new FormatException("A token holds texts and numbers."),
    };
}
