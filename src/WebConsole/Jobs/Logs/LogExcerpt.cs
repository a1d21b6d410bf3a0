using Athanor.Jobs.Replicas;
using Athanor.Jobs.Replicas.Logs;

namespace Athanor.WebConsole.Jobs.Logs;

/// <summary>The last lines of a log, and the position from which a reader goes on: there the line begins that has no end yet.</summary>
public sealed record LogExcerpt(IReadOnlyList<LogLine> Lines, LogLine Open, long Position, bool HasEarlier)
{
    private const int Shown = 200;
    private const long Most = 512 << 10;

    public static async Task<LogExcerpt> ReadAsync(ReplicaFolder folder, TimeProvider clock, CancellationToken cancellation)
    {
        var extent = ReplicaLog.ExtentOf(folder);
        var start = StartOf(folder, Shown);
        var (text, next) = (new TerminalText(Shown), start);
        await foreach (var piece in ReplicaLog.ReadAsync(folder, start, follow: false, clock, cancellation))
        {
            text.Read(piece.Content.Span);
            next = piece.Next;
            if (next >= extent.End) break;      // who writes fast would keep us here
        }
        return new(text.TakeLines(), text.Open(), next - text.OpenBytes, start > 0);
    }

    /// <summary>Where the last lines begin; lines that are too long for it begin late.</summary>
    public static long StartOf(ReplicaFolder folder, int lines) => Math.Max(ReplicaLog.PositionOfLastLines(folder, lines), ReplicaLog.ExtentOf(folder).End - Most);
}
