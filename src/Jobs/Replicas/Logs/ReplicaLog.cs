namespace Athanor.Jobs.Replicas.Logs;

/// <summary>Reads what a replica wrote to its output, as bytes by their position in all of it.</summary>
public static class ReplicaLog
{
    public static LogExtent ExtentOf(ReplicaFolder folder) => throw new NotImplementedException();

    /// <summary>Where the last lines begin; as far back as the log is kept and <paramref name="lines"/> says, but never more than 8 MiB before its end.</summary>
    public static long PositionOfLastLines(ReplicaFolder folder, int lines) => throw new NotImplementedException();

    /// <summary>
    /// Reads from a position on. Without <paramref name="follow"/> it ends at the present end; with it, it waits for more and ends when the replica has ended, or lost its shim, and all is read.
    /// </summary>
    public static IAsyncEnumerable<LogPiece> ReadAsync(ReplicaFolder folder, long position, bool follow, TimeProvider clock, CancellationToken cancellation) => throw new NotImplementedException();
}
