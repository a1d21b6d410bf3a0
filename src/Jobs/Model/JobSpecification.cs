using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

namespace Athanor.Jobs.Model;

/// <summary>What somebody wants to have run, and what it needs: complete and valid once it exists.</summary>
public sealed record JobSpecification(string Name, string Project, IReadOnlyList<string> Command)
{
    /// <summary>A gang: all replicas run at once, or none.</summary>
    public int Replicas { get; init; } = 1;

    [JsonPropertyName("resources")]
    public required ReplicaNeeds Needs { get; init; }

    /// <summary>An absolute folder in which the command runs; null for an empty one of the job's own.</summary>
    public string? Directory { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Variables whose values are secrets of the project, by the names of those.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    public IReadOnlyList<JobInput> Inputs { get; init; } = [];

    public IReadOnlyList<JobOutput> Outputs { get; init; } = [];

    public int Priority { get; init; }

    public TimeSpan? TimeLimit { get; init; }

    public RetryRule Retries { get; init; } = RetryRule.Never;

    public IReadOnlyList<JobDependency> After { get; init; } = [];

    /// <summary>How many jobs this is, each with its number in the environment; null for one without a number.</summary>
    public JobArray? Array { get; init; }

    /// <summary>How it is asked for a checkpoint; null where it can make none, and then it is never asked to make room.</summary>
    public CheckpointRule? Checkpoint { get; init; }

    public IdleRule? Idle { get; init; }

    /// <summary>Who runs it: <c>local</c>, <c>slurm</c>; null for the server's own choice.</summary>
    public string? Executor { get; init; }

    /// <summary>Labels of policy that hold for it, beside those of its inputs: <c>eu-only</c> keeps it in the region eu.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>What only one executor understands, such as a partition of Slurm.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
