namespace Athanor.Jobs.Planning.Reference;

/// <summary>Replicas on nodes for a time: a job that runs, or places that are kept for one.</summary>
internal sealed class ReferenceTenant(long job, string project, Model.ReplicaNeeds needs, IReadOnlyList<string> nodes)
{
    public long Job { get; } = job;

    public string Project { get; } = project;

    public Model.ReplicaNeeds Needs { get; } = needs;

    public IReadOnlyList<string> Nodes { get; } = nodes;

    /// <summary>When it is gone, in minutes from now.</summary>
    public double End { get; set; }

    public RunningJob? Running { get; init; }

    public bool IsStopping => Running?.GoneBy is not null;

    public bool IsPreempted { get; set; }

    /// <summary>Of places that are kept: whoever runs longer than that leaves them free.</summary>
    public double From { get; init; }

    /// <summary>Of places that are kept: when they are all there.</summary>
    public double At { get; init; }

    /// <summary>Of places that are kept: those whom others leave for this job.</summary>
    public bool IsRoom { get; init; }

    /// <summary>Of places that are kept: how many jobs of the round had started by then.</summary>
    public int StartedBefore { get; init; }

    /// <summary>Of places that are kept: who had been asked by then to make room, and counts until the own end.</summary>
    public IReadOnlyList<ReferenceTenant> PreemptedBefore { get; init; } = [];

    public int CountOn(string node) => Nodes.Count(name => name == node);
}
