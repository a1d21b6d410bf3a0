using Athanor.Foundation.Units;

namespace Athanor.Jobs.Replicas;

/// <summary>All that a shim must know to run one replica; <c>launch.json</c> in the replica's folder.</summary>
public sealed record ReplicaLaunch(long Job, int Attempt, int Rank, IReadOnlyList<string> Command, string WorkDirectory)
{
    /// <summary>The whole environment of the command: nothing of the server's own comes along.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public ReplicaLimits Limits { get; init; } = new();

    /// <summary>After which the replica is stopped as if somebody had asked for it; the shim holds it, so that it holds without a server, too.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>How long the command may take to end between SIGTERM and SIGKILL.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How much of the log is kept: what exceeds it is dropped from the beginning, a segment at a time.</summary>
    public Bytes LogBudget { get; init; } = Bytes.FromMebibytes(10_240);

    /// <summary>Commands that run before the command in the same folder and environment, such as those that fetch inputs; the first that fails ends the replica.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Before { get; init; } = [];

    /// <summary>Folders of the replica's own: made where they are missing, and given to its account. A folder that somebody chose is neither.</summary>
    public IReadOnlyList<string> Own { get; init; } = [];

    /// <summary>Fills in what a file does not name: the generated reader leaves it null.</summary>
    internal ReplicaLaunch WithDefaults() => this with
    {
        Environment = Environment ?? new Dictionary<string, string>(),
        Limits = (Limits ?? new()) with { Processors = Limits?.Processors ?? [] },
        Before = Before ?? [],
        Own = Own ?? [],
    };
}

/// <summary>What a replica may use; null where nothing bounds it.</summary>
public sealed record ReplicaLimits
{
    public Bytes? Memory { get; init; }

    public int? Processes { get; init; }

    /// <summary>The processors that it has to itself, by their numbers on the machine; none where it shares them.</summary>
    public IReadOnlyList<int> Processors { get; init; } = [];

    /// <summary>The share of processors, where it does not have whole ones to itself.</summary>
    public Cpus? Cpus { get; init; }

    /// <summary>The account it runs under, by name; null for that of the server.</summary>
    public string? Account { get; init; }
}
