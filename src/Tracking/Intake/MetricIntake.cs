using System.Threading.Channels;
using Athanor.Foundation.Databases;
using Athanor.Tracking.Model;
using Athanor.Tracking.Series;

namespace Athanor.Tracking.Intake;

/// <summary>
/// Moves batches into the series of their runs. A batch is on disk as one row before it is acknowledged; many of them together then cost each series one change.
/// Who asks for a run has it settled first, and so finds all that was acknowledged before.
/// </summary>
internal sealed class MetricIntake(IDatabase database)
{
    private const int BatchesAtOnce = 64;
    private const int RunsAtOnce = 64;

    private readonly Channel<bool> _filled = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says that a batch is waiting.</summary>
    public void Notify() => _filled.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken cancellation) => await _filled.Reader.ReadAsync(cancellation);

    /// <summary>Answers a question about runs once nothing of theirs waits any more that had come before.</summary>
    public async Task<T> ReadAsync<T>(Func<ReadSession, IReadOnlyList<RunPlace>> findWaiting, Func<ReadSession, T> question, CancellationToken cancellation)
    {
        var (waiting, answer) = await database.ReadAsync(session => findWaiting(session) is { Count: > 0 } runs ? (runs, default(T)) : ([], question(session)), cancellation);
        if (waiting.Count == 0) return answer!;
        foreach (var some in waiting.Chunk(RunsAtOnce)) await SettleAsync(some, cancellation);
        return await database.ReadAsync(question, cancellation);
    }

    /// <summary>Settles what waits now, whoever logged it; one run after the other, so that who writes meanwhile waits for no more than one.</summary>
    public async Task SettleAllAsync(CancellationToken cancellation)
    {
        List<RunPlace> runs;
        do
        {
            runs = await database.ReadAsync(session => IntakeDatabase.ListRuns(session, RunsAtOnce), cancellation);
            foreach (var run in runs) await SettleAsync(run, cancellation);
        }
        while (runs.Count == RunsAtOnce);
    }

    /// <summary>For a change that depends on what a run has logged.</summary>
    public static void SettleWithin(WriteSession session, Run run)
    {
        while (Settle(session, new(run.Experiment.Key, run.Key)) == BatchesAtOnce) ;
    }

    private Task SettleAsync(IReadOnlyList<RunPlace> runs, CancellationToken cancellation) => Task.WhenAll(runs.Select(run => SettleAsync(run, cancellation)));

    private async Task SettleAsync(RunPlace run, CancellationToken cancellation)
    {
        while (await database.WriteAsync(session => Settle(session, run), cancellation) == BatchesAtOnce) ;
    }

    private static int Settle(WriteSession session, RunPlace run)
    {
        var batches = IntakeDatabase.List(session, run, BatchesAtOnce);
        if (batches.Count == 0) return 0;
        new SeriesWriter(session, run).Append([.. batches.SelectMany(batch => batch.Metrics)]);
        IntakeDatabase.Remove(session, run, batches[^1].Id);
        return batches.Count;
    }
}
