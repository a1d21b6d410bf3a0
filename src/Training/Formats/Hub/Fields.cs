using System.Text;
using System.Text.Json;
using Athanor.Foundation.Problems;

namespace Athanor.Training.Formats.Hub;

/// <summary>Fields of config.json, each of the type that is asked for or refused by its name.</summary>
internal sealed class Fields(JsonElement json)
{
    public bool Has(string name) => Find(name) is not null;

    public int Int(string name, int? otherwise = null) => Find(name) is not { } value ? otherwise ?? throw Refusal(name)
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw Refusal(name);

    public float Float(string name, float? otherwise = null) => Find(name) is not { } value ? otherwise ?? throw Refusal(name)
        : value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out var number) && float.IsFinite(number) ? number : throw Refusal(name);

    public bool Bool(string name, bool otherwise) => Find(name) is not { } value ? otherwise
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Refusal(name);

    public string? Text(string name) => Find(name) is not { } value ? null : TextOf(value, name);

    public Fields? Object(string name) => Find(name) is not { } value ? null : value.ValueKind == JsonValueKind.Object ? new(value) : throw Refusal(name);

    public IReadOnlyList<string> Texts(string name) => [.. List(name).Select(item => TextOf(item, name))];

    public IReadOnlyList<int> Ints(string name) => [.. List(name).Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var number) ? number : throw Refusal(name))];

    public IReadOnlyList<float> Floats(string name) => [.. List(name).Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetSingle(out var number) ? number : throw Refusal(name))];

    private JsonElement.ArrayEnumerator List(string name) => Find(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : throw Refusal(name);

    private JsonElement? Find(string name) => json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    // Half of a surrogate pair is JSON, but no text.
    private static string TextOf(JsonElement value, string name)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Refusal(name);
        }
        catch (Exception failure) when (failure is InvalidOperationException or DecoderFallbackException)
        {
            throw Refusal(name);
        }
    }

    private static ProblemException Refusal(string name) => new(FormatsProblems.BadConfiguration(ConfigurationFile.FileName, $"no '{name}' of the right type"));
}
