namespace Athanor.Jobs.Replicas;

/// <summary>
/// How a replica is to be stopped; <c>stop.json</c>, written before the shim is woken. A shim that gets SIGTERM without one, such as from Slurm, stops its replica with SIGTERM and the usual grace.
/// </summary>
/// <param name="Signal">Sent first, such as SIGUSR1 for a checkpoint; null to begin with SIGTERM.</param>
/// <param name="Grace">How long the command may take after that first signal before SIGTERM follows.</param>
public sealed record StopRequest(string? Signal, TimeSpan Grace);
