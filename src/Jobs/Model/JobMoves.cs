using System.Collections.Frozen;

namespace Athanor.Jobs.Model;

/// <summary>Which moves a job may make; each is a fact.</summary>
public static class JobMoves
{
    public static readonly FrozenDictionary<JobState, JobState[]> Legal = new Dictionary<JobState, JobState[]>
    {
        [JobState.Held] = [JobState.Queued, JobState.Cancelled, JobState.Failed],       // what it waited for can no longer happen
        [JobState.Queued] = [JobState.Placed, JobState.Cancelled],
        [JobState.Placed] = [JobState.Running, JobState.Stopping, JobState.Succeeded, JobState.Failed, JobState.Cancelled, JobState.Queued, JobState.Held],       // ended before anybody saw it run; or its place was lost
        [JobState.Running] = [JobState.Stopping, JobState.Succeeded, JobState.Failed, JobState.Cancelled, JobState.Queued, JobState.Held],        // lost, to be tried again
        [JobState.Stopping] = [JobState.Succeeded, JobState.Failed, JobState.Cancelled, JobState.Queued, JobState.Held],         // preempted, goes on later; or hung, and tried again
        [JobState.Succeeded] = [],
        [JobState.Failed] = [JobState.Queued],        // somebody tries again
        [JobState.Cancelled] = [JobState.Queued],
    }.ToFrozenDictionary();

    public static bool Allows(JobState from, JobState to) => Legal[from].Contains(to);

    public static bool IsOver(JobState state) => state is JobState.Succeeded or JobState.Failed or JobState.Cancelled;

    /// <summary>Whether it holds a place on a machine.</summary>
    public static bool HasPlace(JobState state) => state is JobState.Placed or JobState.Running or JobState.Stopping;
}
