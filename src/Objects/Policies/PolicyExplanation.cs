namespace Athanor.Objects.Policies;

/// <summary>What a policy would mean: a sentence for each statement, and who could then do what, asked of the policy and the authorizer themselves.</summary>
public sealed record PolicyExplanation(IReadOnlyList<string> Sentences, IReadOnlyList<string> Actions, IReadOnlyList<PolicyExample> Examples, string Sample)
{
    /// <summary>Why the bucket would not take this policy, or would not follow it to the letter; null where it would.</summary>
    public string? Caution { get; init; }
}

/// <summary>Somebody, and for each of the actions whether it would be allowed and by what.</summary>
public sealed record PolicyExample(string Who, IReadOnlyList<PolicyAnswer> Answers);

public sealed record PolicyAnswer(bool IsAllowed, string Because);
