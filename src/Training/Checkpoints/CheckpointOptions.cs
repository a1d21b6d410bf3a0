using Athanor.Training.Checkpoints.Keeping;

namespace Athanor.Training.Checkpoints;

public sealed record CheckpointOptions
{
    public RetentionRule Retention { get; init; } = RetentionRule.Default;

    /// <summary>How long rank 0 waits for the others' shards before a save counts as failed.</summary>
    public TimeSpan ShardsWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A checkpoint every so many steps; where nothing is given, as often as its cost and the failures make it pay.</summary>
    public long? EverySteps { get; init; }

    /// <summary>How long a gang runs until one of its workers fails.</summary>
    public TimeSpan MeanTimeBetweenFailures { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Checkpoints that look whole and were found not to be.</summary>
    public IReadOnlySet<CheckpointName> Damaged { get; init; } = new HashSet<CheckpointName>();
}
