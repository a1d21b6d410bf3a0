using System.Text.Json;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Units;
using Athanor.Jobs.Model;
using Athanor.Jobs.Planning;

namespace Athanor.Jobs;

/// <summary>All SQL of this slice, one method per question.</summary>
internal static class JobsDatabase
{
    private static readonly string[] Active = ["held", "queued", "placed", "running", "stopping"];
    private static readonly string[] Over = ["succeeded", "failed", "cancelled"];

    public static long NextId(ReadSession session) => session.Count($"SELECT COALESCE(MAX(id), 0) + 1 FROM jobs");

    public static long CountActive(ReadSession session) => session.Count($"SELECT count(*) FROM jobs WHERE state IN {Active}");

    public static void Add(WriteSession session, Job job) => session.Execute(
        $"""
        INSERT INTO jobs (id, project, owner, name, state, version, specification, array_of, array_index, attempts, failures, submitted_at, queued_at, not_before, started_at, ended_at, reason, stopping)
        VALUES ({job.Id}, {job.Project}, {job.Owner}, {job.Name}, {Write(job.State)}, {job.Version}, {Write(job.Specification)}, {job.ArrayOf}, {(long?)job.ArrayIndex},
            {job.Attempts}, {job.Failures}, {job.SubmittedAt}, {job.QueuedAt}, {job.NotBefore}, {job.StartedAt}, {job.EndedAt}, {job.Reason}, {Write(job.Stopping)})
        """);

    /// <summary>False where it has moved since it was read.</summary>
    public static bool Update(WriteSession session, Job job, long readVersion) => session.Execute(
        $"""
        UPDATE jobs SET state = {Write(job.State)}, version = {job.Version}, attempts = {job.Attempts}, failures = {job.Failures}, queued_at = {job.QueuedAt},
            not_before = {job.NotBefore}, started_at = {job.StartedAt}, ended_at = {job.EndedAt}, reason = {job.Reason}, stopping = {Write(job.Stopping)}
        WHERE id = {job.Id} AND version = {readVersion}
        """) > 0;

    public static Job? Find(ReadSession session, long id) =>
        session.First($"SELECT id, owner, state, version, specification, array_of, array_index, attempts, failures, submitted_at, queued_at, not_before, started_at, ended_at, reason, stopping FROM jobs WHERE id = {id}", ReadJob) is { } job
            ? WithAttempt(session, job)
            : null;

    public static JobState? FindState(ReadSession session, long id) => session.First($"SELECT state FROM jobs WHERE id = {id}", row => (JobState?)ReadState(row.Text(0)));

    /// <summary>The newest first, before an identifier.</summary>
    public static List<Job> List(ReadSession session, IReadOnlyCollection<string>? projects, JobFilter filter, long before, int limit)
    {
        Sql sql = $"SELECT id, owner, state, version, specification, array_of, array_index, attempts, failures, submitted_at, queued_at, not_before, started_at, ended_at, reason, stopping FROM jobs WHERE id < {before}";
        if (projects is not null) sql.Append($" AND project IN {projects}");
        if (filter.Project is { } project) sql.Append($" AND project = {project}");
        if (filter.Owner is { } owner) sql.Append($" AND owner = {owner}");
        if (filter.ArrayOf is { } array) sql.Append($" AND array_of = {array}");
        if (filter.States is { Count: > 0 } states) sql.Append($" AND state IN {states.Select(Write).ToList()}");
        sql.Append($" ORDER BY id DESC LIMIT {limit}");
        return [.. session.Query(sql, ReadJob).Select(job => WithAttempt(session, job))];
    }

    public static List<Job> ListActive(ReadSession session) =>
        [.. session.Query(
            $"SELECT id, owner, state, version, specification, array_of, array_index, attempts, failures, submitted_at, queued_at, not_before, started_at, ended_at, reason, stopping FROM jobs WHERE state IN {Active} ORDER BY id",
            ReadJob).Select(job => WithAttempt(session, job))];

    /// <summary>Jobs that ended before a time, whose folders may go.</summary>
    public static List<long> ListEndedBefore(ReadSession session, DateTimeOffset time, long after, int limit) =>
        session.Query($"SELECT id FROM jobs WHERE ended_at < {time} AND id > {after} AND state IN {Over} ORDER BY id LIMIT {limit}", row => row.Long(0));

    public static void AddAttempt(WriteSession session, Attempt attempt) => session.Execute(
        $"""
        INSERT INTO job_attempts (job, number, executor, places, handle, master_port, placed_at, started_at, ended_at, verdict, exit_codes)
        VALUES ({attempt.Job}, {attempt.Number}, {attempt.Executor}, {Write(attempt.Places)}, {attempt.Handle}, {attempt.MasterPort}, {attempt.PlacedAt}, {attempt.StartedAt}, {attempt.EndedAt},
            {attempt.Verdict}, {Write(attempt.ExitCodes)})
        """);

    public static void UpdateAttempt(WriteSession session, Attempt attempt) => session.Execute(
        $"""
        UPDATE job_attempts SET places = {Write(attempt.Places)}, handle = {attempt.Handle}, master_port = {attempt.MasterPort}, started_at = {attempt.StartedAt}, ended_at = {attempt.EndedAt},
            verdict = {attempt.Verdict}, exit_codes = {Write(attempt.ExitCodes)}
        WHERE job = {attempt.Job} AND number = {attempt.Number}
        """);

    public static List<Attempt> ListAttempts(ReadSession session, long job) => session.Query(
        $"SELECT job, number, executor, places, handle, master_port, placed_at, started_at, ended_at, verdict, exit_codes FROM job_attempts WHERE job = {job} ORDER BY number", ReadAttempt);

    /// <summary>What the newest jobs held since a time: only those with attempts are looked at, and only so many of them.</summary>
    public static List<Holding> ListHoldings(ReadSession session, IReadOnlyCollection<string>? projects, DateTimeOffset since, int jobs, int limit)
    {
        Sql sql = $"SELECT a.job, a.number, a.executor, a.places, a.handle, a.master_port, a.placed_at, a.started_at, a.ended_at, a.verdict, a.exit_codes, j.name, j.project, j.owner FROM (SELECT id, name, project, owner FROM jobs WHERE attempts > 0";
        if (projects is not null) sql.Append($" AND project IN {projects}");
        sql.Append($" ORDER BY id DESC LIMIT {jobs}) j JOIN job_attempts a ON a.job = j.id WHERE a.ended_at IS NULL OR a.ended_at >= {since} ORDER BY a.job DESC, a.number DESC LIMIT {limit}");
        return session.Query(sql, row => new Holding(row.Text(11), row.Text(12), row.Text(13), ReadAttempt(row)));
    }

    public static void AddDependency(WriteSession session, long job, JobDependency dependency) =>
        session.Execute($"INSERT INTO job_dependencies (job, awaited, kind) VALUES ({job}, {dependency.Job}, {dependency.Kind.ToString()}) ON CONFLICT (job, awaited) DO UPDATE SET kind = excluded.kind");

    /// <summary>Jobs that wait for this one.</summary>
    public static List<long> ListWaitingFor(ReadSession session, long awaited) => session.Query($"SELECT job FROM job_dependencies WHERE awaited = {awaited} ORDER BY job", row => row.Long(0));

    public static List<JobDependency> ListDependencies(ReadSession session, long job) =>
        session.Query($"SELECT awaited, kind FROM job_dependencies WHERE job = {job} ORDER BY awaited", row => new JobDependency(row.Long(0), Enum.Parse<DependencyKind>(row.Text(1))));

    public static List<ProjectRules> ListProjectRules(ReadSession session) => session.Query($"SELECT project, share, cpus, memory, accelerators, jobs FROM job_projects ORDER BY project", ReadRules);

    public static ProjectRules? FindProjectRules(ReadSession session, string project) =>
        session.First($"SELECT project, share, cpus, memory, accelerators, jobs FROM job_projects WHERE project = {project}", ReadRules);

    public static void SetProjectRules(WriteSession session, ProjectRules rules) => session.Execute(
        $"""
        INSERT INTO job_projects (project, share, cpus, memory, accelerators, jobs)
        VALUES ({rules.Project}, {rules.Share}, {rules.Quota.Cpus?.Thousandths}, {rules.Quota.Memory?.Value}, {(long?)rules.Quota.Accelerators}, {(long?)rules.Quota.Jobs})
        ON CONFLICT (project) DO UPDATE SET share = excluded.share, cpus = excluded.cpus, memory = excluded.memory, accelerators = excluded.accelerators, jobs = excluded.jobs
        """);

    public static List<(string Project, string Owner, double Usage, DateTimeOffset AsOf)> ListShares(ReadSession session) =>
        session.Query($"SELECT project, owner, usage, as_of FROM job_shares ORDER BY project, owner", row => (row.Text(0), row.Text(1), row.Double(2), row.Time(3)));

    public static void SetShare(WriteSession session, string project, string owner, double usage, DateTimeOffset asOf) => session.Execute(
        $"""
        INSERT INTO job_shares (project, owner, usage, as_of) VALUES ({project}, {owner}, {usage}, {asOf})
        ON CONFLICT (project, owner) DO UPDATE SET usage = excluded.usage, as_of = excluded.as_of
        """);

    private static Job WithAttempt(ReadSession session, Job job) => job.Attempts == 0 ? job : job with
    {
        Attempt = session.First(
            $"SELECT job, number, executor, places, handle, master_port, placed_at, started_at, ended_at, verdict, exit_codes FROM job_attempts WHERE job = {job.Id} AND number = {job.Attempts}", ReadAttempt),
    };

    private static Job ReadJob(Row row) => new(row.Long(0), JsonSerializer.Deserialize(row.Text(4), JobsJson.Default.JobSpecification)!, row.Text(1), ReadState(row.Text(2)), row.Time(9))
    {
        Version = row.Long(3),
        ArrayOf = row.LongOrNull(5),
        ArrayIndex = (int?)row.LongOrNull(6),
        Attempts = (int)row.Long(7),
        Failures = (int)row.Long(8),
        QueuedAt = row.Time(10),
        NotBefore = row.TimeOrNull(11),
        StartedAt = row.TimeOrNull(12),
        EndedAt = row.TimeOrNull(13),
        Reason = row.Text(14),
        Stopping = row.Text(15) is { Length: > 0 } intent ? Enum.Parse<StopIntent>(intent) : null,
    };

    private static Attempt ReadAttempt(Row row) => new(row.Long(0), (int)row.Long(1), row.Text(2), JsonSerializer.Deserialize(row.Text(3), JobsJson.Default.IReadOnlyListReplicaPlace)!, row.Time(6))
    {
        Handle = row.TextOrNull(4),
        MasterPort = (int)row.Long(5),
        StartedAt = row.TimeOrNull(7),
        EndedAt = row.TimeOrNull(8),
        Verdict = row.Text(9),
        ExitCodes = JsonSerializer.Deserialize(row.Text(10), JobsJson.Default.ExitCodes)!,
    };

    private static ProjectRules ReadRules(Row row) => new(row.Text(0))
    {
        Share = row.Double(1),
        Quota = new(row.LongOrNull(2) is { } cpus ? new Cpus(cpus) : null, row.LongOrNull(3) is { } memory ? new Bytes(memory) : null, (int?)row.LongOrNull(4), (int?)row.LongOrNull(5)),
    };

    private static string Write(JobState state) => state.ToString().ToLowerInvariant();

    private static string Write(StopIntent? intent) => intent?.ToString() ?? "";

    private static string Write(JobSpecification specification) => JsonSerializer.Serialize(specification, JobsJson.Default.JobSpecification);

    private static string Write(IReadOnlyList<ReplicaPlace> places) => JsonSerializer.Serialize(places, JobsJson.Default.IReadOnlyListReplicaPlace);

    private static string Write(IReadOnlyList<int?> codes) => JsonSerializer.Serialize(codes, JobsJson.Default.ExitCodes);

    private static JobState ReadState(string text) => Enum.Parse<JobState>(text, ignoreCase: true);
}
