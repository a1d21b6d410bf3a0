using Athanor.Foundation.Units;
using Athanor.Jobs.Planning.Capacity;
using Athanor.Jobs.Planning.Queue;

namespace Athanor.Jobs.Planning.Explaining;

/// <summary>Whether a job fits if nothing else runs, and if not, what the nodes lack.</summary>
internal sealed class Impossibility(Cluster cluster, Candidate job)
{
    private readonly FreeSpace _empty = FreeSpace.Of(cluster);

    public Explanation? Explain()
    {
        if (SlotsOn(node => cluster.Nodes[node].IsOpen) >= job.Replicas) return null;
        if (SlotsOn(_ => true) >= job.Replicas) return OnlyOnClosedNodes();
        return SlotsOn(_ => true) == 0 ? NoNodeTakesIt() : NotAllFit();
    }

    private Explanation OnlyOnClosedNodes()
    {
        var names = Nodes.Where(node => !cluster.Nodes[node].IsOpen && SlotsOf(node) > 0).Take(3).Select(node => cluster.Nodes[node].Name).ToList();
        return new(Constraint.Resources, $"It only fits with nodes that take nothing new now, such as {Words.Join(names)}.") { Change = $"Open {Words.Join(names)} again." };
    }

    private Explanation NotAllFit()
    {
        var fit = SlotsOn(_ => true);
        return new(Constraint.Impossible, $"All nodes together take {fit} of its {job.Replicas} replicas, even if nothing else runs.") { Change = $"Ask for {fit} {(fit == 1 ? "replica" : "replicas")} instead of {job.Replicas}." };
    }

    private Explanation NoNodeTakesIt()
    {
        var (needs, shape) = (job.Job.Needs, job.Shape);
        var accelerators = Most(node => _empty.AcceleratorsOf(node, shape));
        if (accelerators == 0 && shape.Accelerators > 0) return Lacking($"No node has {Words.Accelerators(0, needs.Accelerators)[2..]}.", "Ask for accelerators that are there.");
        if (accelerators < shape.Accelerators) return Lacking($"No node has more than {Words.Accelerators(accelerators, needs.Accelerators)}.", $"Ask for {Words.Accelerators(accelerators, needs.Accelerators)} instead of {shape.Accelerators}.");

        var (cpus, memory) = (Most(_empty.CpusOf), Most(_empty.MemoryOf));
        if (cpus < shape.Cpus) return Lacking($"No node has more than {Words.Cpus(cpus)}.", $"Ask for {Words.Cpus(cpus)} instead of {needs.Cpus}.");
        if (memory < shape.Memory) return Lacking($"No node has more than {new Bytes(memory)} of memory.", $"Ask for {new Bytes(memory)} instead of {needs.Memory}.");
        return Lacking($"No node has {Words.Needs(needs)} at once.", "Ask for less of one of these.");
    }

    private static Explanation Lacking(string reason, string change) => new(Constraint.Impossible, reason) { Change = change };

    private IEnumerable<int> Nodes => Enumerable.Range(0, cluster.Nodes.Length).Where(node => job.Region is null || cluster.Nodes[node].Region == job.Region);

    private long Most(Func<int, long> of) => Nodes.Select(of).DefaultIfEmpty().Max();

    private long SlotsOn(Func<int, bool> counts) => Nodes.Where(counts).Sum(node => (long)SlotsOf(node));

    private int SlotsOf(int node) => _empty.SlotsOf(node, job.Shape, job.Replicas);
}
