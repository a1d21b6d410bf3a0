using Athanor.Jobs.Executors;
using Athanor.Jobs.Model;

namespace Athanor.Jobs.Scheduling;

/// <summary>What becomes of a job once its attempt has ended.</summary>
internal static class Outcomes
{
    public static Job Of(Job job, AttemptOutcome outcome, DateTimeOffset now, AttemptUse? use = null)
    {
        var attempt = job.Attempt! with
        {
            StartedAt = job.Attempt!.StartedAt ?? outcome.StartedAt,
            EndedAt = outcome.EndedAt,
            Verdict = Verdict.Of(outcome),
            ExitCodes = outcome.ExitCodes,
            Use = use,
        };
        var ended = job with { Attempt = attempt, StartedAt = job.StartedAt ?? attempt.StartedAt, Stopping = null, Reason = attempt.Verdict };
        // One that ended well while it was asked to stop has done what was wanted of it, whoever wanted it to stop.
        if (outcome.IsSuccess) return ended with { State = JobState.Succeeded, EndedAt = now };
        return job.Stopping switch
        {
            StopIntent.Cancel => ended with { State = JobState.Cancelled, EndedAt = now, Reason = job.Reason },
            StopIntent.Idle => ended with { State = JobState.Failed, EndedAt = now, Reason = job.Reason },
            StopIntent.Preempt => ended with { State = JobState.Queued, QueuedAt = job.QueuedAt, Reason = job.Reason },
            StopIntent.Hang => Retry(ended with { Reason = job.Reason }, now),
            _ when outcome.IsTimeLimit => ended with { State = JobState.Failed, EndedAt = now },
            _ => Retry(ended, now),
        };
    }

    private static Job Retry(Job job, DateTimeOffset now)
    {
        var (failures, rule) = (job.Failures + 1, job.Specification.Retries);
        if (failures > rule.Limit) return job with { State = JobState.Failed, Failures = failures, EndedAt = now };
        return job with { State = JobState.Held, Failures = failures, NotBefore = now + rule.Before(failures + 1) };
    }
}
