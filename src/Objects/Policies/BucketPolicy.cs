using Athanor.Access.Authorization;

namespace Athanor.Objects.Policies;

/// <summary>What the owner of a bucket says about it, beside the roles that people have.</summary>
internal sealed record BucketPolicy(string? Version, string? Id, IReadOnlyList<PolicyStatement> Statements)
{
    public const int MaximumBytes = 20 * 1024;

    public bool IsPublic { get; } = Statements.Any(statement => statement.IsPublic);

    /// <summary>Whether an object's own tags must be known before it can be asked; they take a look at its row.</summary>
    public bool LooksAtExistingTags { get; } = Statements.Any(statement => statement.LooksAt(ConditionKeys.ExistingObjectTag));

    /// <summary>"An explicit deny in any policy overrides any allows."</summary>
    public PolicyVerdict Evaluate(PolicyContext context)
    {
        var verdict = PolicyVerdict.NotMentioned;
        foreach (var statement in Statements)
        {
            if (!statement.AppliesTo(context)) continue;
            if (statement.Effect == PolicyEffect.Deny) return PolicyVerdict.Denied;
            verdict = PolicyVerdict.Allowed;
        }
        return verdict;
    }
}
