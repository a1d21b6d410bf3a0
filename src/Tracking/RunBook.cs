using System.Security.Cryptography;
using Athanor.Access.Authorization;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Intake;
using Athanor.Tracking.Model;
using Athanor.Tracking.Search;

namespace Athanor.Tracking;

/// <summary>The runs of projects: begun, changed, ended, deleted, and found again. Nobody finds a run of another project, even by its id.</summary>
public sealed class RunBook
{
    private readonly IDatabase _database;
    private readonly MetricIntake _intake;
    private readonly TimeProvider _clock;

    internal RunBook(IDatabase database, MetricIntake intake, TimeProvider clock) => (_database, _intake, _clock) = (database, intake, clock);

    public async Task<RunData> CreateAsync(string actor, string project, RunDraft draft, CancellationToken cancellation)
    {
        var batch = TrackingRules.Check(new LoggedBatch { Tags = draft.Tags });
        var name = NameOf(draft, batch.Tags);
        TrackingRules.CheckRunName(name);
        TrackingRules.CheckUser(draft.UserId ?? "");
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return await _database.WriteAsync(
            session =>
            {
                var experiment = ExperimentBook.FindActive(session, project, draft.Experiment);
                var run = new Run(id, experiment, name, draft.UserId ?? "", RunStatus.Running, draft.StartTime, null, $"{experiment.ArtifactLocation.TrimEnd('/')}/{id}/artifacts");
                run = run with { Key = TrackingDatabase.AddRun(session, run) };
                foreach (var tag in (IEnumerable<NamedText>)[.. batch.Tags, new(RunNames.Tag, name), .. JobTag.Of(actor)]) RunDataDatabase.SetTag(session, run, tag);
                session.Record(FactOf(actor, "run.created", run) with { Parents = [new("experiment", $"{project}/{experiment.Id}")] });
                return RunDataDatabase.Load(session, [run])[0];
            },
            cancellation);
    }

    public Task<RunData> GetAsync(string project, string id, CancellationToken cancellation) =>
        _intake.ReadAsync(session => IntakeDatabase.ListRuns(session, project, [id]), session => RunDataDatabase.Load(session, [Find(session, project, id)])[0], cancellation);

    public Task<Run> FindAsync(string project, string id, CancellationToken cancellation) => _database.ReadAsync(session => Find(session, project, id), cancellation);

    public Task<Run> UpdateAsync(string actor, string project, string id, RunChange change, CancellationToken cancellation)
    {
        if (change.Name is { } name) TrackingRules.CheckRunName(name);
        return _database.WriteAsync(
            session =>
            {
                var before = FindActive(session, project, id);
                var after = before with { Status = change.Status ?? before.Status, EndTime = change.EndTime ?? before.EndTime, Name = change.Name is null or "" ? before.Name : change.Name };
                TrackingDatabase.UpdateRun(session, after);
                if (after.Name != before.Name) RunDataDatabase.SetTag(session, after, new(RunNames.Tag, after.Name));
                if (RunStatuses.IsEnd(after.Status) && after.Status != before.Status)
                    session.Record(FactOf(actor, "run.ended", after) with { Details = new() { ["status"] = RunStatuses.NameOf(after.Status) } });
                return after;
            },
            cancellation);
    }

    public Task DeleteAsync(string actor, string project, string id, CancellationToken cancellation) => SetDeletedAsync(actor, project, id, isDeleted: true, cancellation);

    public Task RestoreAsync(string actor, string project, string id, CancellationToken cancellation) => SetDeletedAsync(actor, project, id, isDeleted: false, cancellation);

    /// <summary>The keys of those that fit; <see cref="LoadAsync"/> tells what was logged to them.</summary>
    public Task<SearchPage<long>> SearchAsync(string project, RunSearch search, CancellationToken cancellation)
    {
        var asked = RunQuestion.Parse(search);
        return _intake.ReadAsync(
            session => IntakeDatabase.ListRuns(session, TrackingDatabase.ListExperiments(session, project, asked.Experiments)),
            session =>
            {
                var (keys, next) = new RunQuery(asked, TrackingDatabase.ListExperiments(session, project, asked.Experiments)).Run(session);
                return new SearchPage<long>(keys, next);
            },
            cancellation);
    }

    /// <summary>In the order of the keys; those that are gone meanwhile are left out.</summary>
    public Task<List<RunData>> LoadAsync(IReadOnlyList<long> keys, CancellationToken cancellation) => _database.ReadAsync(
        session =>
        {
            var found = TrackingDatabase.ListRuns(session, keys).ToDictionary(run => run.Key);
            return RunDataDatabase.Load(session, [.. keys.Where(found.ContainsKey).Select(key => found[key])]);
        },
        cancellation);

    /// <summary>Where only the id is known. Who may not read the run's project does not learn that there is one.</summary>
    public async Task<string> ProjectOfAsync(Caller caller, string id, Permission permission, CancellationToken cancellation)
    {
        var project = await _database.ReadAsync(session => TrackingDatabase.FindProject(session, id), cancellation);
        if (project is null || !Authorizer.Allows(caller, TrackingPermissions.Read, project)) throw new ProblemException(TrackingProblems.NoRun(id));
        Authorizer.Demand(caller, permission, project);
        return project;
    }

    internal static Run Find(ReadSession session, string project, string id) => TrackingDatabase.FindRun(session, project, id) ?? throw new ProblemException(TrackingProblems.NoRun(id));

    internal static Run FindActive(ReadSession session, string project, string id) =>
        Find(session, project, id) is { IsDeleted: false } run ? run : throw new ProblemException(TrackingProblems.RunNotActive(id));

    private Task SetDeletedAsync(string actor, string project, string id, bool isDeleted, CancellationToken cancellation) => _database.WriteAsync(
        session =>
        {
            var run = Find(session, project, id);
            if (run.IsDeletedItself == isDeleted) return;
            if (TrackingDatabase.IsBeingCleared(session, run.Key)) throw new ProblemException(TrackingProblems.NoRun(id));
            TrackingDatabase.SetRunDeleted(session, run.Key, isDeleted ? _clock.GetUtcNow().ToUnixTimeMilliseconds() : null);
            session.Record(FactOf(actor, isDeleted ? "run.deleted" : "run.restored", run));
        },
        cancellation);

    private static string NameOf(RunDraft draft, IReadOnlyList<NamedText> tags)
    {
        var tagged = tags.Where(tag => tag.Key == RunNames.Tag).Select(tag => tag.Value).LastOrDefault("");
        if (draft.Name is { Length: > 0 } name && tagged.Length > 0 && name != tagged)
            throw new ProblemException(TrackingProblems.Invalid(
                $"Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values (run_name='{name}', mlflow.runName='{tagged}')."));
        return draft.Name is { Length: > 0 } given ? given : tagged.Length > 0 ? tagged : RunNames.Invent();
    }

    private static Fact FactOf(string actor, string verb, Run run) => new(actor, verb, new("run", run.Id)) { Project = run.Experiment.Project };
}
