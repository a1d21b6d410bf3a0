using Athanor.Jobs.Planning.Explaining;

namespace Athanor.Jobs.Planning;

/// <summary>Decides who starts where, who makes room, and what is promised. It reads nothing but the snapshot and keeps nothing.</summary>
public static class Planner
{
    public static Plan Decide(QueueSnapshot snapshot) => new Round(snapshot).Decide();

    /// <summary>Why a job of the queue does not start now, or that it does.</summary>
    public static Explanation Explain(QueueSnapshot snapshot, long job)
    {
        var waiting = snapshot.Waiting.FirstOrDefault(waiting => waiting.Id == job) ?? throw new ArgumentException($"Job {job} is not among those that wait.", nameof(job));
        var round = new Round(snapshot);
        return new Explainer(snapshot, round, round.Decide(), waiting).Explain();
    }
}
