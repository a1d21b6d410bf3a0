using Athanor.Jobs.Planning.Reference;

namespace Athanor.Jobs.Planning.Simulation;

/// <summary>What holds of every plan, whatever was decided.</summary>
internal static class RoundRules
{
    public static void Check(QueueSnapshot snapshot, Plan plan) =>
        Assert.True(StartsAreWhole(snapshot, plan) && NodesHaveRoom(snapshot, plan) && QuotasHold(snapshot, plan) && PreemptionsAreFair(snapshot, plan), $"{Told.Of(plan)}\nwith\n{Told.Of(snapshot)}");

    public static bool FitsEmptyCluster(QueueSnapshot snapshot, WaitingJob job) =>
        new ReferenceSpace(snapshot.Nodes, []).SlotsOf(job).Values.Sum() >= job.Replicas && new ReferenceShares(snapshot).QuotaAllows(job.Project, ReferenceShares.Amounts(job));

    private static bool StartsAreWhole(QueueSnapshot snapshot, Plan plan) => plan.Starts.DistinctBy(start => start.Job).Count() == plan.Starts.Count && plan.Starts.All(start =>
    {
        var job = snapshot.Waiting.Single(job => job.Id == start.Job);
        var nodes = start.Nodes.Select(name => snapshot.Nodes.Single(node => node.Name == name)).ToList();
        var changes = nodes.Zip(nodes.Skip(1)).Count(pair => pair.First != pair.Second);
        return nodes.Count == job.Replicas && changes == nodes.Distinct().Count() - 1
            && nodes.All(node => node.IsOpen && (job.Region is null || node.Region == job.Region) && (job.Needs.Accelerators?.Model is not { } model || node.Accelerators.Any(group => group.Model == model)));
    });

    private static bool NodesHaveRoom(QueueSnapshot snapshot, Plan plan)
    {
        var placed = Placed(snapshot, plan).ToList();
        return snapshot.Nodes.All(node =>
        {
            var here = placed.SelectMany(job => job.Nodes.Where(name => name == node.Name), (job, _) => job.Needs).ToList();
            return here.Sum(needs => needs.Cpus.Thousandths) <= node.Cpus.Thousandths && here.Sum(needs => needs.Memory.Value) <= node.Memory.Value
                && here.Sum(needs => needs.Accelerators?.Count ?? 0) <= node.Accelerators.Sum(group => group.Count)
                && node.Accelerators.All(group => here.Where(needs => needs.Accelerators?.Model == group.Model).Sum(needs => needs.Accelerators!.Count) <= group.Count);
        });
    }

    private static bool QuotasHold(QueueSnapshot snapshot, Plan plan)
    {
        var shares = new ReferenceShares(snapshot);
        foreach (var job in Placed(snapshot, plan)) shares.Place(job.Project, "", job.Needs, job.Nodes.Count, null);
        return snapshot.Projects.All(project => shares.QuotaAllows(project.Project, shares.HeldBy(project.Project)));
    }

    private static bool PreemptionsAreFair(QueueSnapshot snapshot, Plan plan) => plan.Preemptions.GroupBy(preemption => preemption.For).All(group =>
    {
        var job = snapshot.Waiting.Single(job => job.Id == group.Key);
        var victims = group.Select(preemption => snapshot.Running.Single(running => running.Id == preemption.Job)).ToList();
        return plan.Starts.All(start => start.Job != job.Id) && victims.All(victim =>
            victim.IsPreemptible && victim.GoneBy is null && (victim.Priority < job.Priority || (victim.Priority == job.Priority && victim.Project != job.Project)));
    });

    private static IEnumerable<(string Project, Model.ReplicaNeeds Needs, IReadOnlyList<string> Nodes)> Placed(QueueSnapshot snapshot, Plan plan) =>
        snapshot.Running.Select(job => (job.Project, job.Needs, job.Nodes)).Concat(
            from start in plan.Starts from job in snapshot.Waiting where job.Id == start.Job select (job.Project, job.Needs, start.Nodes));
}
