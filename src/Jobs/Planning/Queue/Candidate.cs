using Athanor.Jobs.Planning.Capacity;

namespace Athanor.Jobs.Planning.Queue;

/// <summary>A waiting job whose turn comes, with all that is asked about it.</summary>
internal sealed class Candidate(WaitingJob job, Shape shape, Account account, Owner owner, DateTimeOffset now)
{
    public WaitingJob Job { get; } = job;

    public Shape Shape { get; } = shape;

    public Account Account { get; } = account;

    public Owner Owner { get; } = owner;

    public int Replicas => Job.Replicas;

    public string? Region => Job.Region;

    /// <summary>When it would be gone if it started now.</summary>
    public long End { get; } = Ends.After(now, job.TimeLimit);

    public Amounts Amounts { get; } = Amounts.OfJob(shape, job.Replicas);

    public Age Age => Age.Of(Job);

    /// <summary>For how long it has been waiting.</summary>
    public TimeSpan Waited => now - Job.QueuedAt;

    public Likeness Likeness => new(Shape, Replicas, End, Region);
}
