namespace Athanor.Jobs.Planning.Capacity;

/// <summary>
/// When jobs end at the latest, in ticks. Those without a limit end some day that nobody knows: after all others, and in the order in
/// which they started. That order never changes, so a job that waits for them sees fewer of them from round to round.
/// </summary>
internal static class Ends
{
    /// <summary>From here on a time only says who comes after whom.</summary>
    public static readonly long Unknown = DateTimeOffset.MaxValue.UtcTicks;

    public static readonly long Never = long.MaxValue;

    public static long After(DateTimeOffset start, TimeSpan? limit) =>
        limit is { } known && known.Ticks < Unknown - start.UtcTicks ? start.UtcTicks + known.Ticks : Never;

    /// <summary>What ought to be gone already is expected at any moment.</summary>
    public static long Of(RunningJob job, DateTimeOffset now) =>
        Math.Max(now.UtcTicks, Math.Min(After(job.StartedAt, job.TimeLimit), job.GoneBy?.UtcTicks ?? Never));
}
