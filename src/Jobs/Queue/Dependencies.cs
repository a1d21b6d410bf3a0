using Athanor.Foundation.Databases;
using Athanor.Jobs.Model;

namespace Athanor.Jobs.Queue;

/// <summary>Whether a job that waits for others may start.</summary>
internal static class Dependencies
{
    /// <summary>Null while it has to wait on.</summary>
    public static Release? Judge(ReadSession session, long job)
    {
        var isOpen = false;
        foreach (var dependency in JobsDatabase.ListDependencies(session, job))
        {
            var state = JobsDatabase.FindState(session, dependency.Job);
            if (state is { } going && !JobMoves.IsOver(going)) isOpen = true;
            else if (!Satisfies(dependency.Kind, state)) return new(JobState.Failed, $"Job {dependency.Job} {Ended(state)}, and this one waited for {Wish(dependency.Kind)}.");
        }
        return isOpen ? null : new(JobState.Queued, "");
    }

    private static bool Satisfies(DependencyKind kind, JobState? state) => kind switch
    {
        DependencyKind.Success => state == JobState.Succeeded,
        DependencyKind.Failure => state is JobState.Failed or JobState.Cancelled,
        _ => true,
    };

    private static string Ended(JobState? state) => state switch
    {
        JobState.Succeeded => "succeeded",
        JobState.Cancelled => "was cancelled",
        JobState.Failed => "failed",
        _ => "is not known any more",
    };

    private static string Wish(DependencyKind kind) => kind == DependencyKind.Success ? "its success" : "its failure";

    /// <summary>What becomes of the waiting job.</summary>
    internal sealed record Release(JobState State, string Reason)
    {
        public Job Of(Job waiting, DateTimeOffset now) => State == JobState.Queued
            ? waiting with { State = State, Reason = "", QueuedAt = now }
            : waiting with { State = State, Reason = Reason, EndedAt = now };
    }
}
