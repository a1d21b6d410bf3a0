using System.Text.Json;
using System.Text.Json.Nodes;
using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Idempotency;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Paging;
using Athanor.Foundation.Problems;
using Athanor.Jobs.Executors;
using Athanor.Jobs.Model;
using Athanor.Jobs.Planning;
using Athanor.Jobs.Queue;
using Athanor.Jobs.Scheduling;
using Athanor.Jobs.Specifications;

namespace Athanor.Jobs;

/// <summary>Jobs for whoever asks for them: submits, shows, explains, stops and tries again.</summary>
public sealed class JobDirectory
{
    private const int ChangedAtOnce = 500;

    private readonly IDatabase _database;
    private readonly JobTable _table;
    private readonly JobLedger _ledger;
    private readonly ExecutorSet _executors;
    private readonly AttemptFolders _folders;
    private readonly QueueReader _reader;
    private readonly FairShares _shares;
    private readonly JobStopper _stopper;
    private readonly IJobInputs _inputs;
    private readonly JobsOptions _options;
    private readonly TimeProvider _clock;

    internal JobDirectory(
        IDatabase database, JobTable table, JobLedger ledger, ExecutorSet executors, AttemptFolders folders, QueueReader reader, FairShares shares, JobStopper stopper, IJobInputs inputs, JobsOptions options, TimeProvider clock) =>
        (_database, _table, _ledger, _executors, _folders, _reader, _shares, _stopper, _inputs, _options, _clock) = (database, table, ledger, executors, folders, reader, shares, stopper, inputs, options, clock);

    /// <summary>Reads what somebody wants, and what of it cannot be is said at once. Answers the job, or the first one of an array.</summary>
    public async Task<Job> SubmitAsync(Caller caller, string text, CreationKey? once, CancellationToken cancellation)
    {
        var specification = new SpecificationReader(_options).Read(text, ProjectOf(caller));
        Authorizer.Demand(caller, JobsPermissions.Run, specification.Project);
        if (specification.Priority > 0 && !Authorizer.Allows(caller, JobsPermissions.Manage, specification.Project)) throw new ProblemException(JobsProblems.HighPriority);
        if (specification.Executor is { } executor) _executors.Find(executor);
        if (_table.Count + (specification.Array?.Size ?? 1) > _options.MaximumJobs) throw new ProblemException(JobsProblems.Full(_options.MaximumJobs));
        var inputs = await _inputs.ResolveAsync(caller, specification, cancellation);
        specification = inputs.Apply(specification);
        RefuseImpossible(specification);

        var submission = new Submission(caller, await OwnerOfAsync(caller, cancellation), specification, inputs.Parents, _clock.GetUtcNow());
        var jobs = await _ledger.AddAsync(session => submission.Store(session, once), cancellation);
        return jobs[0];
    }

    public async Task<Job> GetAsync(Caller caller, long id, CancellationToken cancellation)
    {
        var job = await _database.ReadAsync(session => JobsDatabase.Find(session, id), cancellation) ?? throw new ProblemException(JobsProblems.UnknownJob(id));
        return Authorizer.Allows(caller, JobsPermissions.Read, job.Project) ? job : throw new ProblemException(JobsProblems.UnknownJob(id));
    }

    /// <summary>The job once it is over, or as it is when the time is up.</summary>
    public async Task<Job> WaitAsync(Caller caller, long id, TimeSpan time, CancellationToken cancellation)
    {
        var until = Task.Delay(time, _clock, cancellation);
        while (true)
        {
            var change = _table.NextChange;
            var job = await GetAsync(caller, id, cancellation);
            if (JobMoves.IsOver(job.State) || until.IsCompleted) return job;
            do
            {
                await Task.WhenAny(change, until);
                change = _table.NextChange;
            }
            while (_table.Find(id) is not null && !until.IsCompleted);
        }
    }

    public Task<Page<Job>> ListAsync(Caller caller, JobFilter filter, long before, int limit, CancellationToken cancellation)
    {
        var projects = Authorizer.ProjectsAllowing(caller, JobsPermissions.Read);
        return _database.ReadAsync(session => Pages.Cut(JobsDatabase.List(session, projects, filter, before, limit + 1), limit, job => $"{job.Id}"), cancellation);
    }

    public Task<List<Attempt>> ListAttemptsAsync(Job job, CancellationToken cancellation) => _database.ReadAsync(session => JobsDatabase.ListAttempts(session, job.Id), cancellation);

    /// <summary>Why it waits, and what would start it now.</summary>
    public async Task<Explanation> ExplainAsync(Job job, CancellationToken cancellation) => job.State switch
    {
        JobState.Queued when _executors.Of(job.Specification).Nodes.Count > 0 => ExplainQueued(job),
        JobState.Held => await ExplainHeldAsync(job, cancellation),
        JobState.Placed when await _executors.Find(job.Attempt!.Executor).ExplainAsync(_folders.RunOf(job), cancellation) is { } reason => new(Constraint.None, reason),
        _ => new(Constraint.None, $"It is {JobsProblems.Words(job.State)}{(job.Reason.Length > 0 ? $": {job.Reason}" : ".")}"),
    };

    public async Task<Job> CancelAsync(Caller caller, long id, CancellationToken cancellation)
    {
        var job = await GetAsync(caller, id, cancellation);
        await DemandControlAsync(caller, job, cancellation);
        if (JobMoves.IsOver(job.State)) return job;
        var reason = $"{caller.Actor} cancelled it.";
        // It may move between the look and the change, in either direction.
        return await _ledger.ChangeAsync(caller.Actor, id, waiting => waiting.State is JobState.Held or JobState.Queued ? waiting with { State = JobState.Cancelled, EndedAt = _clock.GetUtcNow(), Reason = reason } : null, cancellation)
            ?? await _stopper.StopAsync(caller.Actor, id, StopIntent.Cancel, reason, cancellation)
            ?? await GetAsync(caller, id, cancellation);
    }

    /// <summary>All of an array that are not over; answers how many.</summary>
    public async Task<int> CancelArrayAsync(Caller caller, long first, CancellationToken cancellation)
    {
        await DemandControlAsync(caller, await GetAsync(caller, first, cancellation), cancellation);
        var reason = $"{caller.Actor} cancelled it.";
        var members = _table.Active.Where(job => job.ArrayOf == first).Select(job => job.Id).ToList();
        foreach (var some in members.Chunk(ChangedAtOnce))
        {
            await _ledger.ChangeAllAsync(
                caller.Actor,
                [.. some.Select(id => (id, (Func<Job, Job?>)(waiting => waiting.State is JobState.Held or JobState.Queued ? waiting with { State = JobState.Cancelled, EndedAt = _clock.GetUtcNow(), Reason = reason } : null)))],
                cancellation);
        }
        foreach (var id in members.Where(id => _table.Find(id) is not null)) await _stopper.StopAsync(caller.Actor, id, StopIntent.Cancel, reason, cancellation);
        return members.Count;
    }

    /// <summary>Runs a failed or cancelled job once more, with all its retries; one that waits to be tried again does not wait.</summary>
    public async Task<Job> RetryAsync(Caller caller, long id, CancellationToken cancellation)
    {
        var job = await GetAsync(caller, id, cancellation);
        await DemandControlAsync(caller, job, cancellation);
        return await _ledger.ChangeAsync(
            caller.Actor,
            id,
            over => over is { State: JobState.Failed or JobState.Cancelled } or { State: JobState.Held, NotBefore: not null }
                ? over with { State = JobState.Queued, Failures = 0, NotBefore = null, QueuedAt = _clock.GetUtcNow(), EndedAt = null, StartedAt = null, Reason = "" }
                : throw new ProblemException(JobsProblems.IllegalMove(id, over.State, "tried again")),
            cancellation) ?? job;
    }

    /// <summary>What runs and waits on the machines that this server looks after, for who may see all of it.</summary>
    public QueueSnapshot Queue() => _reader.Read(_shares.Describe());

    public async Task<ProjectRules> GetRulesAsync(string project, CancellationToken cancellation) => await _database.ReadAsync(session => JobsDatabase.FindProjectRules(session, project), cancellation) ?? new(project);

    public async Task SetRulesAsync(string actor, ProjectRules rules, CancellationToken cancellation)
    {
        if (rules.Share is not (> 0 and <= 1_000_000)) throw new ProblemException(JobsProblems.BadQuota("share", "It is a number above zero."));
        await _database.WriteAsync(
            session =>
            {
                JobsDatabase.SetProjectRules(session, rules);
                session.Record(new(actor, "queue.rules-set", new Subject("project", rules.Project)) { Project = rules.Project, Details = DetailsOf(rules) });
            },
            cancellation);
        await _shares.LoadRulesAsync(cancellation);
        _table.Announce();
    }

    internal static string Serialize(JobSpecification specification) => JsonSerializer.Serialize(specification, JobsJson.Default.JobSpecification);

    private static JsonObject DetailsOf(ProjectRules rules) => new()
    {
        ["share"] = rules.Share,
        ["cpus"] = rules.Quota.Cpus?.Count,
        ["memory"] = rules.Quota.Memory?.Value,
        ["accelerators"] = rules.Quota.Accelerators,
        ["jobs"] = rules.Quota.Jobs,
    };

    // The planner is not asked about who has no turn yet, or has been placed since he was looked at.
    private Explanation ExplainQueued(Job job)
    {
        var queue = Queue();
        if (queue.Waiting.Any(waiting => waiting.Id == job.Id)) return Planner.Explain(queue, job.Id);
        return new(Constraint.None, job.Specification.Array?.AtOnce is { } most ? $"Its array runs at most {most} jobs at a time." : "It starts this moment.");
    }

    private async Task<Explanation> ExplainHeldAsync(Job job, CancellationToken cancellation)
    {
        if (job.NotBefore is { } time) return new(Constraint.None, $"It failed and is tried again: {job.Reason}") { EarliestStart = time, Change = $"`athanor jobs retry {job.Id}` does not wait." };
        var awaited = await _database.ReadAsync(session => JobsDatabase.ListDependencies(session, job.Id).Where(dependency => JobsDatabase.FindState(session, dependency.Job) is { } state && !JobMoves.IsOver(state)).ToList(), cancellation);
        return new(Constraint.None, $"It waits for {string.Join(", ", awaited.Select(dependency => $"job {dependency.Job} ({dependency.Kind.ToString().ToLowerInvariant()})"))}.");
    }

    private void RefuseImpossible(JobSpecification specification)
    {
        var executor = _executors.Of(specification);
        if (Regions.Of(specification.Labels) is { } region && region != executor.Region)
            throw new ProblemException(JobsProblems.Impossible($"its data may only be used in the region {region}, and the executor '{executor.Name}' stands in {(executor.Region.Length > 0 ? executor.Region : "none that is named")}"));
        if (executor.Nodes is not { Count: > 0 } nodes) return;
        var alone = new WaitingJob(0, specification.Project, "", 0, _clock.GetUtcNow(), specification.Replicas, specification.Needs) { Region = Regions.Of(specification.Labels) };
        if (Planner.Explain(new(_clock.GetUtcNow(), nodes, [alone], []), 0) is { Constraint: Constraint.Impossible or Constraint.Region } never) throw new ProblemException(JobsProblems.Impossible(never.Reason.TrimEnd('.')));
    }

    private async Task DemandControlAsync(Caller caller, Job job, CancellationToken cancellation)
    {
        Authorizer.Demand(caller, JobsPermissions.Run, job.Project);
        if (job.Owner != await OwnerOfAsync(caller, cancellation) && !Authorizer.Allows(caller, JobsPermissions.Manage, job.Project)) throw new ProblemException(JobsProblems.NotYours(job.Id, job.Owner));
    }

    // What a job submits belongs to whom it belongs to itself.
    private async Task<string> OwnerOfAsync(Caller caller, CancellationToken cancellation) => caller.Subject is { Kind: "job", Name: var number }
        ? await _database.ReadAsync(session => JobsDatabase.Find(session, long.Parse(number))?.Owner, cancellation) ?? caller.Name
        : caller.Name;

    private static string ProjectOf(Caller caller) => Authorizer.ProjectsAllowing(caller, JobsPermissions.Run) is { Count: 1 } only && only.Single() is { Length: > 0 } project ? project : AccessDirectory.DefaultProject;
}
