using Athanor.Foundation.Units;
using Athanor.Foundation.Usage;
using Athanor.Jobs.Executors.Local;
using Athanor.Jobs.Model;

namespace Athanor.Jobs.Queue;

/// <summary>Says of a job's attempt what it holds of which machine, and since when, as the books want it.</summary>
internal sealed class AttemptHolds(LocalMachine machine)
{
    /// <summary>Null where it has no place, as one that waits in the queue of a cluster.</summary>
    public UsageEntry? Of(Job job)
    {
        if (job.Attempt is not { Places.Count: > 0 } attempt) return null;
        // Its place on a cluster is its own only once it runs.
        var from = attempt.Executor == LocalExecutor.ExecutorName ? attempt.PlacedAt : attempt.StartedAt ?? attempt.PlacedAt;
        var until = JobMoves.HasPlace(job.State) ? null : attempt.Use?.Until ?? attempt.EndedAt;
        var nodes = attempt.Places.GroupBy(place => place.Node).Select(places => new NodeHold(places.Key, AmountsOf([.. places], job.Specification.Needs)) { Use = attempt.Use?.ByNode.GetValueOrDefault(places.Key) });
        return new(job.Id, attempt.Number, job.Project, job.Owner, job.Name, from, until, [.. nodes]);
    }

    private ResourceAmounts AmountsOf(IReadOnlyList<ReplicaPlace> places, ReplicaNeeds needs) =>
        new(needs.Cpus * places.Count, new Bytes(needs.Memory.Value * places.Count), needs.Accelerators is { Count: > 0 } wanted ? AcceleratorsOf(places, wanted) : []);

    // Those of a cluster are known by what was asked for only.
    private IReadOnlyList<AcceleratorAmount> AcceleratorsOf(IReadOnlyList<ReplicaPlace> places, AcceleratorNeeds needs)
    {
        var known = machine.AmountsOf(places.SelectMany(place => place.Accelerators));
        var unknown = (needs.Count * places.Count) - known.Sum(each => each.Count);
        return unknown > 0 ? [.. known, new(needs.Kind, needs.Model ?? "", unknown)] : known;
    }
}
