using Athanor.Foundation.Units;

namespace Athanor.Accounting.Model;

/// <summary>What an attempt of a job has come to, on the machines that it holds or held.</summary>
public sealed record AttemptCost(int Attempt, DateTimeOffset From, DateTimeOffset? Until, IReadOnlyList<string> Nodes, CostRow Cost)
{
    /// <summary>The most memory that one of its replicas had at a time; null where nobody measured, as the next two.</summary>
    public Bytes? PeakMemory { get; init; }

    public Bytes? Read { get; init; }

    public Bytes? Written { get; init; }
}
