namespace Athanor.App.Server;

/// <summary>The server in a few words, for <c>athanor status</c>.</summary>
internal sealed record ServerStatus(
    string Version,
    string Url,
    string? S3Url,
    int ProcessId,
    DateTimeOffset StartedAt,
    double UptimeSeconds,
    string DataDirectory,
    long FreeBytes,
    string Database,
    long Facts,
    long ResidentBytes);
