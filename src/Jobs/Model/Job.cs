namespace Athanor.Jobs.Model;

/// <summary>A job as it stands: what is wanted, how far it has come, and its latest attempt.</summary>
public sealed record Job(long Id, JobSpecification Specification, string Owner, JobState State, DateTimeOffset SubmittedAt)
{
    /// <summary>Moves with every change, so that who decided on an older state is noticed.</summary>
    public long Version { get; init; } = 1;

    /// <summary>The first of its array, and its number there.</summary>
    public long? ArrayOf { get; init; }

    public int? ArrayIndex { get; init; }

    /// <summary>Attempts begun so far.</summary>
    public int Attempts { get; init; }

    /// <summary>Attempts that its own failures took, against which the limit of retries counts; one that was preempted, or whose machine was lost with notice, is not its fault.</summary>
    public int Failures { get; init; }

    public DateTimeOffset QueuedAt { get; init; }

    /// <summary>A retry does not start before this.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it is as it is, in a sentence: what it waits for, or how it ended.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What becomes of it once it has stopped, while it is being stopped.</summary>
    public StopIntent? Stopping { get; init; }

    /// <summary>The attempt that is under way, or was the last one.</summary>
    public Attempt? Attempt { get; init; }

    public string Project => Specification.Project;

    public string Name => Specification.Name;
}
