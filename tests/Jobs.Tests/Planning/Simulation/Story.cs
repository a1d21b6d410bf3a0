namespace Athanor.Jobs.Planning.Simulation;

/// <summary>All that will happen to a cluster: what it is made of, which jobs come when, and how long each really takes.</summary>
internal sealed record Story(IReadOnlyList<PlannedNode> Nodes, IReadOnlyList<ProjectRules> Projects, PlanningRules Rules, IReadOnlyList<Arrival> Arrivals);

/// <summary>A job that comes after some minutes, and when it will have run to its end.</summary>
internal sealed record Arrival(int Minute, WaitingJob Job, int Takes, bool IsPreemptible);
