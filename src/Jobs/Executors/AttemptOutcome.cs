using Athanor.Jobs.Replicas;

namespace Athanor.Jobs.Executors;

/// <summary>How an attempt ended: of every rank, and which of them was the first to fail.</summary>
internal sealed record AttemptOutcome(IReadOnlyList<ReplicaEnd> Ends, int? FirstFault, DateTimeOffset? StartedAt, DateTimeOffset EndedAt)
{
    /// <summary>Said instead of what the ranks say, where it never came to them.</summary>
    public string? Detail { get; init; }

    public bool IsSuccess => Detail is null && FirstFault is null;

    /// <summary>Whether a machine or a shim was lost, which is not the job's own failure.</summary>
    public bool IsLost { get; init; }

    public bool IsTimeLimit => FirstFault is { } rank && Ends[rank].Reason == EndReason.TimeLimit;

    public IReadOnlyList<int?> ExitCodes => [.. Ends.Select(end => end.ExitCode)];

    public static AttemptOutcome NotStarted(string detail, DateTimeOffset now) => new([], null, null, now) { Detail = detail };
}
