using System.Globalization;
using System.Text.Json;

namespace Athanor.Objects.Signing;

/// <summary>One condition of a POST policy: the field is exactly this, begins with this, or the file's length lies between.</summary>
internal sealed record PostCondition(string Operator, string Field, string Value, long Least = 0, long Most = long.MaxValue)
{
    public const string Equal = "eq";
    public const string StartsWith = "starts-with";
    public const string LengthRange = "content-length-range";

    /// <summary>Null where it has none of the three forms.</summary>
    public static IEnumerable<PostCondition?> Read(JsonElement condition)
    {
        if (condition.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in condition.EnumerateObject())
                yield return property.Value.ValueKind == JsonValueKind.String ? new(Equal, property.Name, property.Value.GetString()!) : null;
            yield break;
        }
        yield return condition.ValueKind == JsonValueKind.Array && condition.GetArrayLength() == 3 ? Read(condition[0], condition[1], condition[2]) : null;
    }

    public bool IsMetBy(string value) => Operator == Equal
        ? value == Value
        : Field.Equals("content-type", StringComparison.OrdinalIgnoreCase)
            ? value.Split(',').All(type => type.Trim().StartsWith(Value, StringComparison.Ordinal))
            : value.StartsWith(Value, StringComparison.Ordinal);

    public override string ToString() => $"[\"{Operator}\", \"${Field}\", \"{Value}\"]";

    private static PostCondition? Read(JsonElement first, JsonElement second, JsonElement third)
    {
        if (first.ValueKind != JsonValueKind.String) return null;
        var name = first.GetString()!.ToLowerInvariant();
        if (name == LengthRange) return TryReadNumber(second, out var least) && TryReadNumber(third, out var most) ? new(name, "", "", least, most) : null;
        if (name is not (Equal or StartsWith) || second.ValueKind != JsonValueKind.String || third.ValueKind != JsonValueKind.String) return null;
        return second.GetString() is ['$', .. { Length: > 0 } field] ? new(name, field, third.GetString()!) : null;
    }

    private static bool TryReadNumber(JsonElement element, out long number)
    {
        number = 0;
        return element.ValueKind switch
        {
            JsonValueKind.Number => element.TryGetInt64(out number) && number >= 0,
            JsonValueKind.String => long.TryParse(element.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
    }
}
