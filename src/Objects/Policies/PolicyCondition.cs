namespace Athanor.Objects.Policies;

/// <summary>
/// One key under one operator. The key's values in the policy are alternatives; with a negated operator, none of them may hold.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
/// </summary>
internal sealed record PolicyCondition(ConditionOperator Operator, string Key, IReadOnlyList<ConditionOperand> Operands)
{
    /// <summary>Whether it lets only known addresses or names through, so that the statement is not for the public.</summary>
    public bool TiesDown => !Operator.IsNegated && !Operator.PassesWithoutValue && Operator.Quantifier != ConditionQuantifier.All && Operands.Count > 0 && Key.ToUpperInvariant() switch
    {
        "AWS:SOURCEIP" => Operator.Kind == ConditionKind.Address && Operands.All(operand => operand.Network.PrefixLength >= 8),
        "AWS:USERNAME" or "AWS:USERID" or "AWS:PRINCIPALARN" => Operator.Kind is ConditionKind.Text or ConditionKind.TextIgnoringCase or ConditionKind.Pattern && Operands.All(operand => operand.Pattern.ToString().IndexOfAny(['*', '?', '$']) < 0),
        _ => false,
    };

    public bool IsMetBy(PolicyContext context)
    {
        var values = context.Find(Key);
        if (Operator.Kind == ConditionKind.Absence) return Operands.Any(operand => operand.Pattern.ToString() == (values is null ? "true" : "false"));
        if (values is null) return Operator.PassesWithoutValue || Operator.Quantifier == ConditionQuantifier.All || (Operator.IsNegated && Operator.Quantifier == ConditionQuantifier.None);
        if (Operator.Quantifier == ConditionQuantifier.All) return values.All(value => IsMetBy(value, context));

        // Without a quantifier a negated operator must hold for every value, as "none of them".
        return Operator.IsNegated && Operator.Quantifier == ConditionQuantifier.None
            ? values.All(value => IsMetBy(value, context))
            : values.Any(value => IsMetBy(value, context));
    }

    private bool IsMetBy(string value, PolicyContext context)
    {
        foreach (var operand in Operands)
            if (operand.Matches(Operator.Kind, value, context)) return !Operator.IsNegated;
        return Operator.IsNegated;
    }
}
