using Athanor.Jobs.Replicas;

namespace Athanor.Jobs.Executors;

/// <summary>Where an attempt keeps what its replicas write; those of one job lie beside each other.</summary>
internal sealed record AttemptFolder(string JobPath, int Number)
{
    public string Path => System.IO.Path.Combine(JobPath, $"{Number}");

    /// <summary>Where the command runs that names no folder of its own. Inputs are placed there.</summary>
    public string Work => System.IO.Path.Combine(Path, "work");

    /// <summary>What an attempt leaves for the next one.</summary>
    public string Checkpoints => System.IO.Path.Combine(JobPath, "checkpoints");

    /// <summary>The run that places the inputs, before the replicas start.</summary>
    public ReplicaFolder Preparation => new(System.IO.Path.Combine(Path, "prepare"));

    /// <summary>The run that stores the outputs, once the replicas have ended well.</summary>
    public ReplicaFolder Storing => new(System.IO.Path.Combine(Path, "store"));

    public ReplicaFolder Replica(int rank) => new(System.IO.Path.Combine(Path, $"replica-{rank}"));
}
