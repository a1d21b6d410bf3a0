using Athanor.Foundation.Units;
using Athanor.Jobs.Planning;

namespace Athanor.WebConsole.Jobs;

/// <summary>How full a machine is with what runs there.</summary>
public sealed record Machine(string Name, bool IsOpen, string Region, int Jobs, IReadOnlyList<Machine.Gauge> Gauges)
{
    /// <summary>So much of something is given away, of so much.</summary>
    public sealed record Gauge(string Name, double Used, double Total, string Text)
    {
        public double Percent => Total > 0 ? Math.Clamp(100 * Used / Total, 0, 100) : 0;
    }

    public static IReadOnlyList<Machine> Of(QueueSnapshot queue) => [.. queue.Nodes.Select(node => Of(node, queue.Running))];

    private static Machine Of(PlannedNode node, IReadOnlyList<RunningJob> running)
    {
        var here = running.Select(job => (Job: job, Count: job.Nodes.Count(name => name == node.Name))).Where(pair => pair.Count > 0).ToList();
        var cpus = new Cpus(here.Sum(pair => (pair.Job.Needs.Cpus * pair.Count).Thousandths));
        var memory = new Bytes(here.Sum(pair => pair.Job.Needs.Memory.Value * pair.Count));
        var accelerators = here.Sum(pair => (pair.Job.Needs.Accelerators?.Count ?? 0) * pair.Count);
        var total = node.Accelerators.Sum(group => group.Count);
        List<Gauge> gauges = [new("CPUs", cpus.Count, node.Cpus.Count, $"{cpus} of {node.Cpus}"), new("Memory", memory.Value, node.Memory.Value, $"{memory} of {node.Memory}")];
        if (total > 0) gauges.Add(new(NameOf(node.Accelerators), accelerators, total, $"{accelerators} of {total}"));
        return new(node.Name, node.IsOpen, node.Region, here.Count, gauges);
    }

    private static string NameOf(IReadOnlyList<NodeAccelerators> groups) => groups.Select(group => group.Model).Distinct().Count() == 1 ? groups[0].Model : "Accelerators";
}
