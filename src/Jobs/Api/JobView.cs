using Athanor.Jobs.Model;

namespace Athanor.Jobs.Api;

/// <summary>A job as the API shows it.</summary>
internal sealed record JobView(
    long Id, string Name, string Project, string Owner, JobState State, string Reason, DateTimeOffset SubmittedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, int Attempts, int Failures, long? ArrayOf, int? ArrayIndex,
    DateTimeOffset? NotBefore, JobSpecification Specification, AttemptView? Attempt)
{
    public static JobView Of(Job job) => new(
        job.Id, job.Name, job.Project, job.Owner, job.State, job.Reason, job.SubmittedAt, job.StartedAt, job.EndedAt, job.Attempts, job.Failures, job.ArrayOf, job.ArrayIndex, job.NotBefore, job.Specification,
        job.Attempt is { } attempt ? AttemptView.Of(attempt) : null);
}

/// <summary>An attempt as the API shows it: where each rank ran, and how it ended.</summary>
internal sealed record AttemptView(int Number, string Executor, string? Handle, IReadOnlyList<ReplicaPlace> Places, DateTimeOffset PlacedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string Verdict, IReadOnlyList<int?> ExitCodes)
{
    public static AttemptView Of(Attempt attempt) =>
        new(attempt.Number, attempt.Executor, attempt.Handle, attempt.Places, attempt.PlacedAt, attempt.StartedAt, attempt.EndedAt, attempt.Verdict, attempt.ExitCodes);
}
