using System.Text.Json.Nodes;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Usage;
using Athanor.Jobs.Model;

namespace Athanor.Jobs.Queue;

/// <summary>The one place where jobs change. Each move is checked against the table of legal ones, and is a fact in the same transaction.</summary>
internal sealed class JobLedger(IDatabase database, JobTable table, AttemptHolds holds, IUsageSink usage, JobsMetrics metrics, TimeProvider clock)
{
    public const string System = "system/jobs";

    /// <summary>Puts new jobs in, all or none.</summary>
    public async Task<IReadOnlyList<Job>> AddAsync(Func<WriteSession, IReadOnlyList<Job>> create, CancellationToken cancellation)
    {
        var jobs = await database.WriteAsync(create, cancellation);
        foreach (var job in jobs) Learn(null, job);
        table.Announce();
        return jobs;
    }

    /// <summary>Where the job stands after the change; null where <paramref name="change"/> wanted none, or there is no such job.</summary>
    public async Task<Job?> ChangeAsync(string actor, long id, Func<Job, Job?> change, CancellationToken cancellation) =>
        await ChangeAllAsync(actor, [(id, change)], cancellation) is [var changed, ..] ? changed : null;

    /// <summary>Changes of many jobs in one transaction; those that no longer apply are left out.</summary>
    public async Task<IReadOnlyList<Job>> ChangeAllAsync(string actor, IReadOnlyList<(long Id, Func<Job, Job?> Change)> changes, CancellationToken cancellation)
    {
        var moved = await database.WriteAsync(
            session =>
            {
                var done = new List<(Job Before, Job After)>(changes.Count);
                foreach (var (id, change) in changes) Change(session, actor, id, change, done);
                return done;
            },
            cancellation);
        foreach (var (before, after) in moved) Learn(before, after);
        if (moved.Count > 0) table.Announce();
        return [.. moved.Select(pair => pair.After)];
    }

    /// <summary>Notes what is new of an attempt without moving the job, such as the executor's own number for it.</summary>
    public async Task<Job?> NoteAsync(long id, Func<Attempt, Attempt> change, CancellationToken cancellation)
    {
        var noted = await database.WriteAsync(
            session =>
            {
                if (JobsDatabase.Find(session, id) is not { Attempt: { } attempt } job) return null;
                JobsDatabase.UpdateAttempt(session, change(attempt));
                var changed = job with { Attempt = change(attempt), Version = job.Version + 1 };
                JobsDatabase.Update(session, changed, job.Version);
                return changed;
            },
            cancellation);
        if (noted is not null) table.Remember(noted);
        return noted;
    }

    public static Fact FactOf(string actor, string verb, Job job) => new(actor, verb, new Subject("job", $"{job.Id}")) { Project = job.Project };

    // As it is known in memory, which is how it nearly always is; where its row has moved on, or nothing is wanted of what is known, as the row says.
    private void Change(WriteSession session, string actor, long id, Func<Job, Job?> change, List<(Job, Job)> done)
    {
        if (table.Find(id) is { } known && change(known) is { } likely && TryApply(session, actor, known, likely, done)) return;
        if (JobsDatabase.Find(session, id) is { } job && change(job) is { } changed) Apply(session, actor, job, changed, done);
    }

    private void Apply(WriteSession session, string actor, Job before, Job wanted, List<(Job, Job)> done)
    {
        if (!TryApply(session, actor, before, wanted, done)) throw new ProblemException(JobsProblems.IllegalMove(before.Id, before.State, JobsProblems.Words(wanted.State)));
    }

    private bool TryApply(WriteSession session, string actor, Job before, Job wanted, List<(Job, Job)> done)
    {
        if (wanted.State != before.State && !JobMoves.Allows(before.State, wanted.State)) return false;
        var after = wanted with { Version = before.Version + 1 };
        if (!JobsDatabase.Update(session, after, before.Version)) return false;
        if (after.Attempt is { } attempt && attempt.Number > (before.Attempt?.Number ?? 0)) JobsDatabase.AddAttempt(session, attempt);
        else if (after.Attempt is { } known && known != before.Attempt) JobsDatabase.UpdateAttempt(session, known);
        if (after.State != before.State) session.Record(MoveOf(actor, after));
        if ((JobMoves.HasPlace(before.State) || JobMoves.HasPlace(after.State)) && holds.Of(after) is { } entry) usage.Record(session, entry);
        done.Add((before, after));
        if (JobMoves.IsOver(after.State)) Release(session, after, done);
        return true;
    }

    // What waited for this job may start now, or never can.
    private void Release(WriteSession session, Job ended, List<(Job, Job)> done)
    {
        foreach (var id in JobsDatabase.ListWaitingFor(session, ended.Id))
        {
            if (JobsDatabase.Find(session, id) is not { State: JobState.Held, Attempts: 0 } waiting) continue;
            if (Dependencies.Judge(session, waiting.Id) is { } next) Apply(session, System, waiting, next.Of(waiting, clock.GetUtcNow()), done);
        }
    }

    private void Learn(Job? before, Job after)
    {
        table.Remember(after);
        metrics.Moved(before, after);
    }

    private static Fact MoveOf(string actor, Job job)
    {
        var fact = FactOf(actor, VerbOf(job.State), job);
        if (job.Reason.Length > 0) fact.Details["reason"] = job.Reason;
        if (job.Attempt is not { } attempt || job.State is JobState.Queued or JobState.Held) return fact;
        fact.Details["attempt"] = attempt.Number;
        if (job.State == JobState.Placed) (fact.Details["executor"], fact.Details["nodes"]) = (attempt.Executor, new JsonArray([.. attempt.Places.Select(place => (JsonNode)place.Node)]));
        return fact;
    }

    private static string VerbOf(JobState state) => state == JobState.Running ? "job.started" : $"job.{JobsProblems.Words(state)}";
}
