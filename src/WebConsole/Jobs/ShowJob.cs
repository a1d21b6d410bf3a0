using Athanor.Access.Authorization;
using Athanor.Accounting;
using Athanor.Accounting.Model;
using Athanor.Foundation.Problems;
using Athanor.Jobs;
using Athanor.Jobs.Model;
using Athanor.Jobs.Planning;
using Athanor.Jobs.Replicas;
using Athanor.Jobs.Replicas.Samples;
using Athanor.WebConsole.Jobs.Logs;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Jobs;

/// <summary>The page of a job, and the forms that stop it or try it again.</summary>
internal static class ShowJob
{
    private const int Points = 300;

    // What a rank uses now is read from a file each.
    private const int RanksShown = 16;

    public static Task<IResult> HandleAsync(Caller caller, long job, LogChoice choice, JobDirectory jobs, JobLogs logs, CostBooks books, TimeProvider clock, CancellationToken cancellation) =>
        PageAsync(caller, job, choice, problem: null, jobs, logs, books, clock, cancellation);

    public static Task<IResult> CancelAsync(Caller caller, long job, JobDirectory jobs, JobLogs logs, CostBooks books, TimeProvider clock, CancellationToken cancellation) =>
        ChangeAsync(caller, job, () => jobs.CancelAsync(caller, job, cancellation), jobs, logs, books, clock, cancellation);

    public static Task<IResult> RetryAsync(Caller caller, long job, JobDirectory jobs, JobLogs logs, CostBooks books, TimeProvider clock, CancellationToken cancellation) =>
        ChangeAsync(caller, job, () => jobs.RetryAsync(caller, job, cancellation), jobs, logs, books, clock, cancellation);

    private static Task<IResult> ChangeAsync(Caller caller, long job, Func<Task> change, JobDirectory jobs, JobLogs logs, CostBooks books, TimeProvider clock, CancellationToken cancellation) => FormAnswer.OfAsync(
        async () =>
        {
            await change();
            return SeeOther.At(JobAddress.Of(job));
        },
        problem => PageAsync(caller, job, new(null, 0, ""), problem, jobs, logs, books, clock, cancellation));

    private static async Task<IResult> PageAsync(Caller caller, long id, LogChoice choice, Problem? problem, JobDirectory jobs, JobLogs logs, CostBooks books, TimeProvider clock, CancellationToken cancellation)
    {
        var job = await jobs.GetAsync(caller, id, cancellation);
        var attempts = await jobs.ListAttemptsAsync(job, cancellation);
        var chosen = choice.Attempt is { } number ? attempts.Find(attempt => attempt.Number == number) : job.Attempt;
        var folder = await FindAsync(logs, job, chosen, choice.Rank, choice.Stage, cancellation);
        var replica = choice.Stage.Length == 0 ? folder : await FindAsync(logs, job, chosen, choice.Rank, "", cancellation);
        var view = new JobView(
            job,
            attempts,
            await WhyAsync(caller, job, jobs, cancellation),
            choice,
            chosen,
            folder is null ? null : await LogExcerpt.ReadAsync(folder, clock, cancellation),
            replica is null ? [] : Usage.Of(ReplicaSamples.Read(replica, DateTimeOffset.UnixEpoch, clock.GetUtcNow(), Points), job.Specification.Needs),
            await RanksAsync(logs, job, cancellation),
            MayControl(caller, job))
        { Problem = problem, Cost = await CostAsync(books, caller, id, cancellation) };
        return ConsolePage.Of<JobPage, JobView>(view, problem?.Status ?? StatusCodes.Status200OK);
    }

    private static async Task<Explanation?> WhyAsync(Caller caller, Job job, JobDirectory jobs, CancellationToken cancellation)
    {
        if (job.State is not (JobState.Held or JobState.Queued or JobState.Placed)) return null;
        var why = await jobs.ExplainAsync(job, cancellation);
        return why with { Holders = [.. why.Holders.Where(holder => Authorizer.Allows(caller, JobsPermissions.Read, holder.Project))] };
    }

    private static async Task<IReadOnlyList<RankNow>> RanksAsync(JobLogs logs, Job job, CancellationToken cancellation)
    {
        var ranks = new List<RankNow>();
        for (var rank = 0; job.State is JobState.Running or JobState.Stopping && rank < Math.Min(RanksShown, job.Specification.Replicas); rank++)
            if (await FindAsync(logs, job, job.Attempt, rank, "", cancellation) is { } folder && ReplicaSamples.ReadLast(folder) is { } last) ranks.Add(new(rank, last.Processors, last.MemoryBytes, last.Step));
        return ranks;
    }

    // What has not begun, or was cleared away, has no folder: the page says so instead.
    private static async Task<ReplicaFolder?> FindAsync(JobLogs logs, Job job, Attempt? attempt, int rank, string stage, CancellationToken cancellation)
    {
        if (attempt is null) return null;
        try
        {
            return await logs.FindAsync(job, attempt.Number, rank, stage, cancellation);
        }
        catch (ProblemException missing) when (missing.Problem.Code is "jobs/no-log" or "jobs/unknown-stage")
        {
            return null;
        }
    }

    private static async Task<JobCost?> CostAsync(CostBooks books, Caller caller, long job, CancellationToken cancellation)
    {
        try
        {
            return await books.OfJobAsync(caller, job, cancellation);
        }
        catch (ProblemException unknown) when (unknown.Problem.Code == "accounting/unknown-job")
        {
            return null;
        }
    }

    // Whether to offer it; the facade decides.
    private static bool MayControl(Caller caller, Job job) => Authorizer.Allows(caller, JobsPermissions.Run, job.Project) && (job.Owner == caller.Name || Authorizer.Allows(caller, JobsPermissions.Manage, job.Project));
}
