namespace Athanor.App.Server;

/// <summary>What a server writes into its lock: who holds the data directory, and where it answers.</summary>
internal sealed record RunningServer(int ProcessId, string Url, string? S3Url, string Version, DateTimeOffset StartedAt);
