namespace Athanor.Jobs.Replicas;

/// <summary>How it stands with a replica, as far as its folder tells.</summary>
public enum ReplicaStanding
{
    /// <summary>No shim has taken it up: one may still come, such as one that Slurm has in its queue.</summary>
    Waiting,

    /// <summary>A shim answers for it: it prepares, runs or ends.</summary>
    Held,

    /// <summary>Its end is written down.</summary>
    Ended,

    /// <summary>Its shim is gone without writing down an end: <see cref="LostReplica"/> has to.</summary>
    Orphaned,
}
