using System.Collections.Frozen;

namespace Athanor.Objects.Policies;

/// <summary>An operator's name taken apart: <c>ForAnyValue:StringNotLikeIfExists</c>.</summary>
internal sealed record ConditionOperator(string Name, ConditionKind Kind, bool IsNegated, bool PassesWithoutValue, ConditionQuantifier Quantifier)
{
    private const string AnyPrefix = "ForAnyValue:";
    private const string AllPrefix = "ForAllValues:";
    private const string Suffix = "IfExists";

    private static readonly FrozenDictionary<string, (ConditionKind Kind, bool IsNegated)> Operators = new Dictionary<string, (ConditionKind, bool)>
    {
        ["StringEquals"] = (ConditionKind.Text, false),
        ["StringNotEquals"] = (ConditionKind.Text, true),
        ["StringEqualsIgnoreCase"] = (ConditionKind.TextIgnoringCase, false),
        ["StringNotEqualsIgnoreCase"] = (ConditionKind.TextIgnoringCase, true),
        ["StringLike"] = (ConditionKind.Pattern, false),
        ["StringNotLike"] = (ConditionKind.Pattern, true),
        ["ArnEquals"] = (ConditionKind.Pattern, false),
        ["ArnLike"] = (ConditionKind.Pattern, false),
        ["ArnNotEquals"] = (ConditionKind.Pattern, true),
        ["ArnNotLike"] = (ConditionKind.Pattern, true),
        ["BinaryEquals"] = (ConditionKind.Text, false),
        ["NumericEquals"] = (ConditionKind.NumberEqual, false),
        ["NumericNotEquals"] = (ConditionKind.NumberEqual, true),
        ["NumericLessThan"] = (ConditionKind.NumberLess, false),
        ["NumericLessThanEquals"] = (ConditionKind.NumberLessOrEqual, false),
        ["NumericGreaterThan"] = (ConditionKind.NumberGreater, false),
        ["NumericGreaterThanEquals"] = (ConditionKind.NumberGreaterOrEqual, false),
        ["DateEquals"] = (ConditionKind.TimeEqual, false),
        ["DateNotEquals"] = (ConditionKind.TimeEqual, true),
        ["DateLessThan"] = (ConditionKind.TimeBefore, false),
        ["DateLessThanEquals"] = (ConditionKind.TimeBeforeOrEqual, false),
        ["DateGreaterThan"] = (ConditionKind.TimeAfter, false),
        ["DateGreaterThanEquals"] = (ConditionKind.TimeAfterOrEqual, false),
        ["Bool"] = (ConditionKind.Flag, false),
        ["IpAddress"] = (ConditionKind.Address, false),
        ["NotIpAddress"] = (ConditionKind.Address, true),
        ["Null"] = (ConditionKind.Absence, false),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Names => Operators.Keys;

    public static ConditionOperator? TryParse(string name)
    {
        var quantifier = name.StartsWith(AnyPrefix, StringComparison.Ordinal) ? ConditionQuantifier.Any : name.StartsWith(AllPrefix, StringComparison.Ordinal) ? ConditionQuantifier.All : ConditionQuantifier.None;
        var bare = quantifier switch
        {
            ConditionQuantifier.Any => name[AnyPrefix.Length..],
            ConditionQuantifier.All => name[AllPrefix.Length..],
            _ => name,
        };
        var ifExists = bare.EndsWith(Suffix, StringComparison.Ordinal);
        if (ifExists) bare = bare[..^Suffix.Length];

        // "You can add IfExists to the end of any condition operator name except the Null condition."
        if (!Operators.TryGetValue(bare, out var found) || (found.Kind == ConditionKind.Absence && (ifExists || quantifier != ConditionQuantifier.None))) return null;
        return new(name, found.Kind, found.IsNegated, ifExists, quantifier);
    }
}
