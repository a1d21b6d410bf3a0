using Athanor.Foundation.Units;
using Athanor.Jobs.Model;
using FsCheck;
using FsCheck.Fluent;

namespace Athanor.Jobs.Planning.Simulation;

/// <summary>Random stories: small clusters that are too small for what is asked of them.</summary>
internal static class Stories
{
    private static readonly Gen<PlannedNode> Node =
        from cpus in Gen.Choose(2, 12)
        from gibibytes in Gen.Choose(4, 24)
        from gpus in Gen.Elements(0, 1, 2, 4)
        from model in Gen.Elements("H100", "L4")
        from region in Gen.Elements("", "", "eu")
        from isOpen in Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false)))
        select new PlannedNode("", Cpus.Of(cpus), Bytes.FromMebibytes(1024L * gibibytes)) { Accelerators = gpus == 0 ? [] : [Scene.Gpus(gpus, model)], Region = region, IsOpen = isOpen };

    private static readonly Gen<Quota> Quotas =
        from cpus in Gen.Elements<int?>(null, null, 6, 10)
        from gpus in Gen.Elements<int?>(null, null, 2, 4)
        from jobs in Gen.Elements<int?>(null, null, null, 3)
        select new Quota(cpus is { } count ? Cpus.Of(count) : null, null, gpus, jobs);

    private static readonly Gen<ProjectRules> Project =
        from share in Gen.Choose(1, 3)
        from usage in Gen.Elements(0.0, 1e4, 1e5)
        from quota in Quotas
        from other in Gen.Elements(0.0, 3e4)
        select new ProjectRules("") { Share = share, Usage = usage + other, Quota = quota, UsageByOwner = new Dictionary<string, double> { ["ada"] = usage, ["bob"] = other } };

    private static readonly Gen<ReplicaNeeds> Needs =
        from cpus in Gen.Choose(1, 5)
        from gibibytes in Gen.Choose(1, 6)
        from gpus in Gen.Elements(0, 0, 1, 1, 2)
        from model in Gen.Elements(null, null, "L4")
        select Scene.Needs(cpus, gpus, gibibytes, model);

    private static Gen<Arrival> Arrival(int[] priorities) =>
        from minute in Gen.Choose(0, 60)
        from needs in Needs
        from replicas in Gen.Elements(1, 1, 1, 2, 3, 5)
        from project in Gen.Elements("plants", "birds", "cats")
        from owner in Gen.Elements("ada", "bob")
        from priority in Gen.Elements(priorities)
        from limit in Gen.Elements<int?>(null, 5, 20, 60)
        from takes in Gen.Choose(1, 60)
        from isPreemptible in Gen.Elements(true, false)
        from region in Gen.Elements(null, null, null, "eu")
        select new Arrival(minute, new(0, project, owner, priority, default, replicas, needs) { TimeLimit = limit is { } minutes ? TimeSpan.FromMinutes(minutes) : null, Region = region }, Math.Min(takes, limit ?? takes), isPreemptible);

    public static Gen<Story> With(params int[] priorities) =>
        from nodes in Node.NonEmptyListOf().Select(nodes => nodes.Take(5))
        from projects in Project.ListOf(3)
        from promises in Gen.Elements(1, 1, 2, 3)
        from preempts in Gen.Elements(true, true, false)
        from rooms in Gen.Elements(64, 1)
        from arrivals in Arrival(priorities).ListOf(25)
        select new Story(
            [.. nodes.Select((node, index) => node with { Name = $"{(char)('a' + index)}" })],
            [projects[0] with { Project = "plants" }, projects[1] with { Project = "birds" }, projects[2] with { Project = "cats" }],
            new() { Promises = promises, Preempts = preempts, Rooms = rooms, Patience = TimeSpan.FromMinutes(7) },
            [.. arrivals.OrderBy(arrival => arrival.Minute).Select((arrival, index) => arrival with { Job = arrival.Job with { Id = index + 1, QueuedAt = Scene.Minute(arrival.Minute) } })]);

    /// <summary>Each node that has GPUs has some of the other model, too.</summary>
    public static Gen<Story> OnMixedNodes(params int[] priorities) => With(priorities).Select(story => story with
    {
        Nodes = [.. story.Nodes.Select(node => node with { Accelerators = [.. node.Accelerators, .. node.Accelerators.Select(group => group with { Model = group.Model == "L4" ? "H100" : "L4", Count = 3 - (group.Count / 2) })] })],
    });
}
