namespace Athanor.Objects.Policies;

internal sealed record PolicyStatement(
    string? Sid, PolicyEffect Effect, PrincipalSet Principals, PatternSet Actions, PatternSet Resources, IReadOnlyList<PolicyCondition> Conditions)
{
    public bool AppliesTo(PolicyContext context) =>
        Principals.Contains(context)
        && Actions.Contains(context.Action, context)
        && Resources.Contains(context.Resource, context)
        && Conditions.All(condition => condition.IsMetBy(context));

    public bool LooksAt(string key) =>
        Conditions.Any(condition => condition.Key.StartsWith(key, StringComparison.OrdinalIgnoreCase) || condition.Operands.Any(operand => operand.Pattern.Mentions(key)))
        || Resources.Patterns.Any(pattern => pattern.Mentions(key));

    /// <summary>"public … grants access to a wildcard principal", unless a condition ties it to addresses or to names.</summary>
    public bool IsPublic => Effect == PolicyEffect.Allow && (Principals.IsEverybody || Principals.IsInverted) && !Conditions.Any(condition => condition.TiesDown);
}
