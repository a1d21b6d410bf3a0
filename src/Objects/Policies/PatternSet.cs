namespace Athanor.Objects.Policies;

/// <summary>Action or NotAction, Resource or NotResource.</summary>
internal sealed record PatternSet(IReadOnlyList<PolicyPattern> Patterns, bool IsInverted, bool IgnoresCase)
{
    public bool Contains(string text, PolicyContext context)
    {
        foreach (var pattern in Patterns)
            if (pattern.Matches(text, context, IgnoresCase)) return !IsInverted;
        return IsInverted;
    }
}
