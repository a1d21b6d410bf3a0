using System.Globalization;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Journal;
using Athanor.Tracking.Artifacts;

namespace Athanor.Tracking.Clearing;

/// <summary>
/// Clears away what was deleted: files first, then metrics a piece at a time, the row last, so that whatever is interrupted is found again and finished.
/// What a version of a registered model was made from stays.
/// </summary>
public sealed class Clearance
{
    private const int AtOnce = 200;

    private readonly IDatabase _database;
    private readonly ArtifactRemoval _files;
    private readonly TimeProvider _clock;

    internal Clearance(IDatabase database, ArtifactRemoval files, TimeProvider clock) => (_database, _files, _clock) = (database, files, clock);

    /// <summary>What clearing would free now.</summary>
    public Task<ClearingReport> PreviewAsync(string? project, TimeSpan age, CancellationToken cancellation) => VisitAsync(project, LimitOf(age), MeasureAsync, cancellation);

    /// <summary>Of one project, or of all of them where none is named: what was deleted this long ago.</summary>
    public async Task<ClearingReport> ClearAsync(string actor, string? project, TimeSpan age, CancellationToken cancellation)
    {
        var until = LimitOf(age);
        var cleared = await VisitAsync(project, until, (deleted, stop) => ClearAsync(actor, deleted, until, stop), cancellation);
        var experiments = await _database.WriteAsync(session => ClearExperiments(session, actor, project, until), cancellation);
        return cleared with { Experiments = experiments };
    }

    private async Task<ClearingReport> VisitAsync(string? project, long until, Func<Deleted, CancellationToken, Task<ClearingReport>> visit, CancellationToken cancellation)
    {
        var report = ClearingReport.Nothing;
        foreach (var list in (Func<ReadSession, string?, long, long, int, List<Deleted>>[])[ClearingDatabase.ListRuns, ClearingDatabase.ListModels])
        {
            for (List<Deleted> some = [new(true, 0, "", "", "")]; some.Count > 0;)
            {
                var after = some[^1].Key;
                some = await _database.ReadAsync(session => list(session, project, until, after, AtOnce), cancellation);
                foreach (var deleted in some) report += await visit(deleted, cancellation);
            }
        }
        return report;
    }

    private async Task<ClearingReport> MeasureAsync(Deleted deleted, CancellationToken cancellation)
    {
        var (isHeld, metrics) = await _database.ReadAsync(session => (ClearingDatabase.IsHeld(session, deleted), deleted.IsRun ? ClearingDatabase.MeasureMetrics(session, deleted.Key) : 0), cancellation);
        if (isHeld) return ClearingReport.Nothing with { Held = 1 };
        var files = (await _files.MeasureAsync(deleted.Project, [deleted.Address], cancellation))[deleted.Address];
        return ReportOf(deleted, metrics, files);
    }

    private async Task<ClearingReport> ClearAsync(string actor, Deleted deleted, long until, CancellationToken cancellation)
    {
        if (await _database.ReadAsync(session => ClearingDatabase.IsHeld(session, deleted), cancellation)) return ClearingReport.Nothing with { Held = 1 };
        if (!await _database.WriteAsync(session => !ClearingDatabase.IsHeld(session, deleted) && ClearingDatabase.Begin(session, deleted, until), cancellation)) return ClearingReport.Nothing;

        var metrics = deleted.IsRun ? await _database.ReadAsync(session => ClearingDatabase.MeasureMetrics(session, deleted.Key), cancellation) : 0;
        var files = (await _files.RemoveAsync(deleted.Project, [deleted.Address], cancellation))[deleted.Address];
        while (deleted.IsRun && await _database.WriteAsync(session => ClearingDatabase.RemoveBlocks(session, deleted.Key), cancellation)) ;
        await _database.WriteAsync(
            session =>
            {
                ClearingDatabase.Remove(session, deleted);
                session.Record(new Fact(actor, deleted.IsRun ? "run.cleared" : "logged-model.cleared", new(deleted.IsRun ? "run" : "logged-model", deleted.Id))
                {
                    Project = deleted.Project,
                    Details = new() { ["metricBytes"] = metrics, ["files"] = files.Files, ["fileBytes"] = files.Bytes },
                });
            },
            cancellation);
        return ReportOf(deleted, metrics, files);
    }

    private static int ClearExperiments(WriteSession session, string actor, string? project, long until)
    {
        var empty = ClearingDatabase.ListEmptyExperiments(session, project, until);
        foreach (var (key, owner, number) in empty)
        {
            ClearingDatabase.RemoveExperiment(session, key);
            session.Record(new Fact(actor, "experiment.cleared", new("experiment", string.Create(CultureInfo.InvariantCulture, $"{owner}/{number}"))) { Project = owner });
        }
        return empty.Count;
    }

    private static ClearingReport ReportOf(Deleted deleted, long metrics, ArtifactUsage files) => new(deleted.IsRun ? 1 : 0, deleted.IsRun ? 0 : 1, 0, metrics, files.Files, files.Bytes, 0);

    private long LimitOf(TimeSpan age) => (_clock.GetUtcNow() - age).ToUnixTimeMilliseconds();
}
