using Athanor.Foundation.Units;
using Athanor.Jobs.Planning.Capacity;
using Athanor.Jobs.Planning.Queue;

namespace Athanor.Jobs.Planning.Explaining;

/// <summary>What there is too little of now, in a sentence.</summary>
internal sealed class Shortage
{
    public Shortage(Round round, Candidate job)
    {
        var (free, shape, needs) = (round.Tenants.Free, job.Shape, job.Job.Needs);
        var nodes = round.Cluster.Classes.Where(nodes => nodes.MayTake(shape, job.Region)).SelectMany(nodes => nodes.Nodes).ToList();
        var slots = new SlotTable(round.Cluster, free.Copy(), job).Total;
        var (accelerators, cpus, memory) = (nodes.Max(node => free.AcceleratorsOf(node, shape)), Math.Max(0, nodes.Max(free.CpusOf)), Math.Max(0, nodes.Max(free.MemoryOf)));

        Reason = slots > 0 ? $"Now {slots} of its {job.Replicas} replicas fit."
            : accelerators < shape.Accelerators ? Lacks(Words.Accelerators(shape.Accelerators, needs.Accelerators), accelerators)
            : cpus < shape.Cpus ? Lacks(Words.Cpus(shape.Cpus), new Cpus(cpus))
            : memory < shape.Memory ? Lacks($"{needs.Memory} of memory", new Bytes(memory))
            : $"It needs {Words.Needs(needs)} on one node, and no node has that free at once.";
    }

    public string Reason { get; }

    private static string Lacks(string needs, object free) => $"It needs {needs} on one node, and no node has more than {free} free.";
}
