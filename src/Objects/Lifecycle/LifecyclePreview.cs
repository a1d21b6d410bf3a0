namespace Athanor.Objects.Lifecycle;

/// <summary>What rules would do now. Where <see cref="IsComplete"/> is false, only the first <see cref="Examined"/> versions were looked at.</summary>
public sealed record LifecyclePreview(LifecycleCounts Counts, long Examined, bool IsComplete, IReadOnlyList<LifecycleExample> Examples);
