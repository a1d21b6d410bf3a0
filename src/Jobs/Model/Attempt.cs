namespace Athanor.Jobs.Model;

/// <summary>One try at running a job, at one place.</summary>
public sealed record Attempt(long Job, int Number, string Executor, IReadOnlyList<ReplicaPlace> Places, DateTimeOffset PlacedAt)
{
    /// <summary>By which the executor finds it again, such as the number of a Slurm job; null until it has one.</summary>
    public string? Handle { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it ended, in a sentence that names the rank at fault; "" while it goes on.</summary>
    public string Verdict { get; init; } = "";

    /// <summary>The exit code of each rank; null for one that ended otherwise.</summary>
    public IReadOnlyList<int?> ExitCodes { get; init; } = [];

    /// <summary>What it used; only there in the moment of its end, when the books learn of it.</summary>
    public AttemptUse? Use { get; init; }

    /// <summary>The port at which rank 0 gathers the others.</summary>
    public int MasterPort { get; init; }
}
