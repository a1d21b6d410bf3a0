namespace Athanor.Objects.Lifecycle;

/// <summary>A sentence for each rule, and what all of them together would do now.</summary>
public sealed record LifecycleExplanation(IReadOnlyList<string> Sentences, LifecyclePreview Preview);
