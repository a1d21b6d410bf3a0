namespace Athanor.Jobs.Replicas.Logs;

/// <summary>Which bytes of a log are kept: from the first to before the end; both count from the beginning of all output.</summary>
public readonly record struct LogExtent(long First, long End);
