using System.Text.Json;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Policies;

/// <summary><c>{"IpAddress": {"aws:SourceIp": ["10.0.0.0/8"]}}</c></summary>
internal static class ConditionReader
{
    public static Reading<IReadOnlyList<PolicyCondition>> Read(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return PolicyReader.Malformed("Conditions must be an object");

        var conditions = new List<PolicyCondition>();
        foreach (var property in value.EnumerateObject())
        {
            if (ConditionOperator.TryParse(property.Name) is not { } found) return PolicyReader.Malformed($"Invalid Condition type : {property.Name}");
            if (property.Value.ValueKind != JsonValueKind.Object) return PolicyReader.Malformed($"The condition {property.Name} must be an object");
            foreach (var key in property.Value.EnumerateObject())
            {
                if (!ConditionKeys.IsKnown(key.Name)) return PolicyReader.Malformed($"Policy has an invalid condition key - {key.Name}");
                if (ReadOperands(found.Kind, key.Value) is not { } operands) return PolicyReader.Malformed($"Invalid value for the condition {property.Name} of {key.Name}");
                conditions.Add(new(found, key.Name, operands));
            }
        }
        return conditions.Count == 0 ? PolicyReader.Malformed("A condition must hold at least one key") : Reading<IReadOnlyList<PolicyCondition>>.Of(conditions);
    }

    private static List<ConditionOperand>? ReadOperands(ConditionKind kind, JsonElement value)
    {
        IReadOnlyList<JsonElement> elements = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        var operands = new List<ConditionOperand>();
        foreach (var element in elements)
        {
            if (TextOf(element) is not { } text || ConditionOperand.TryParse(kind, text) is not { } operand) return null;
            operands.Add(operand);
        }
        return operands.Count > 0 ? operands : null;
    }

    private static string? TextOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };
}
