namespace Athanor.Jobs.Replicas.Limits;

/// <summary>What this machine lets us hold a replica to, each in words; null where it does not.</summary>
public sealed record LimitsReport(string? Groups, string? Memory, string? Processes, string? Cpus, string Processors, string? Account, string Ending)
{
    /// <summary>Whether a replica is counted and ended as a whole, and cannot take more memory than it may.</summary>
    public bool IsComplete => Groups is not null && Memory is not null && Processes is not null && Cpus is not null;
}
