using System.Runtime.CompilerServices;
using Athanor.Jobs.Replicas.Native;

namespace Athanor.Jobs.Replicas.Logs;

/// <summary>Reads what a replica wrote to its output, as bytes by their position in all of it.</summary>
public static class ReplicaLog
{
    private const int BufferSize = 256 << 10;
    private const int Little = 64 << 10;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    public static LogExtent ExtentOf(ReplicaFolder folder)
    {
        var starts = LogSegments.Starts(folder.LogFolder);
        return starts is [] ? new(0, 0) : new(starts[0], starts[^1] + LogCursor.LengthOf(folder.LogFolder, starts[^1]));
    }

    /// <summary>Where the last lines begin; as far back as the log is kept and <paramref name="lines"/> says, but never more than 8 MiB before its end.</summary>
    public static long PositionOfLastLines(ReplicaFolder folder, int lines) => LogTail.PositionOfLastLines(folder, lines);

    /// <summary>
    /// Reads from a position on. Without <paramref name="follow"/> it ends at the present end; with it, it waits for more and ends when the replica has ended, or lost its shim, and all is read.
    /// </summary>
    public static async IAsyncEnumerable<LogPiece> ReadAsync(ReplicaFolder folder, long position, bool follow, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var cursor = new LogCursor(folder.LogFolder, position);
        using var events = follow ? Watch(folder) : null;
        var buffer = new byte[BufferSize];
        var wait = ShortestWait;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            events?.WatchWhatCame();
            var change = events?.Change;
            var isOver = !follow || ReplicaProbe.Read(folder).Standing is ReplicaStanding.Ended or ReplicaStanding.Orphaned;
            var found = 0;
            while (cursor.Read(buffer) is { Content.Length: > 0 } piece)
            {
                found += piece.Content.Length;
                yield return piece;
                cancellation.ThrowIfCancellationRequested();
            }
            if (isOver) yield break;

            // Little at a time would cost whoever writes and us a wakeup for each line. When nothing comes for long, it need not be looked for so often.
            if (found is > 0 and < Little) await Task.Delay(Gathering, clock, cancellation);
            wait = found > 0 ? ShortestWait : TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, LongestWait.Ticks));
            await FolderEvents.WaitAsync(change!, wait, clock, cancellation);
        }
    }

    private static FolderEvents Watch(ReplicaFolder folder) =>
        new(name => name is "ended.json" or "lock" || char.IsAsciiDigit(name.FirstOrDefault()), folder.Path, folder.LogFolder);
}
