namespace Athanor.Jobs.Replicas;

/// <summary>That a replica's command runs; <c>started.json</c>, on disk before the command's first instruction could matter to anybody.</summary>
public sealed record ReplicaStart(int Shim, int Process, string Machine, DateTimeOffset At);
