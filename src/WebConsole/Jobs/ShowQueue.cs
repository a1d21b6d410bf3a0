using Athanor.Access.Authorization;
using Athanor.Foundation.Problems;
using Athanor.Jobs;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Jobs;

/// <summary>The queue, and the form that puts a job into it.</summary>
internal static class ShowQueue
{
    private const int RunningShown = 50;
    private const int WaitingShown = 20;
    private const int EndedShown = 20;
    private const int PageSize = 50;
    private const int LongestSpecification = 48 << 10;

    public static Task<IResult> HandleAsync(Caller caller, QueueQuery query, JobDirectory jobs, JobHistory history, TimeProvider clock, CancellationToken cancellation) =>
        PageAsync(caller, query, problem: null, "", jobs, history, clock, cancellation);

    public static Task<IResult> SubmitAsync(Caller caller, ConsoleForm form, JobDirectory jobs, JobHistory history, TimeProvider clock, CancellationToken cancellation)
    {
        var specification = form.Document("specification", LongestSpecification);
        return FormAnswer.OfAsync(
            async () => SeeOther.At(JobAddress.Of((await jobs.SubmitAsync(caller, specification, form.Once(caller), cancellation)).Id)),
            problem => PageAsync(caller, new("", "", "", long.MaxValue), problem, specification, jobs, history, clock, cancellation));
    }

    private static async Task<IResult> PageAsync(Caller caller, QueueQuery query, Problem? problem, string specification, JobDirectory jobs, JobHistory history, TimeProvider clock, CancellationToken cancellation)
    {
        var (queue, now) = (jobs.Queue(), clock.GetUtcNow());
        var groups = query.IsList
            ? [await GroupAsync(caller, query, query.State, PageSize, jobs, clock, cancellation)]
            : new[]
            {
                await GroupAsync(caller, query, "running", RunningShown, jobs, clock, cancellation),
                await GroupAsync(caller, query, "waiting", WaitingShown, jobs, clock, cancellation),
                await GroupAsync(caller, query, "ended", EndedShown, jobs, clock, cancellation),
            };
        var holdings = await history.ListHoldingsAsync(caller, now - Timeline.Longest, cancellation);
        var view = new QueueView(query, Machine.Of(queue), groups, Timeline.Of(holdings, queue.Nodes, now), Authorizer.ProjectsAllowing(caller, JobsPermissions.Run) is null or { Count: > 0 })
        {
            Problem = problem,
            Specification = specification,
        };
        return ConsolePage.Of<QueuePage, QueueView>(view, problem?.Status ?? StatusCodes.Status200OK);
    }

    private static async Task<JobGroup> GroupAsync(Caller caller, QueueQuery query, string state, int limit, JobDirectory jobs, TimeProvider clock, CancellationToken cancellation)
    {
        var page = await jobs.ListAsync(caller, query.FilterOf(state), query.Before, limit, cancellation);
        var lines = await WaitingReasons.AddAsync(page.Items, jobs, clock, cancellation);
        var name = QueueQuery.Choices.FirstOrDefault(choice => choice.Name == state).Words ?? "Jobs";
        return new(state == "ended" && !query.IsList ? "Ended lately" : name, state, lines, page.Next is null ? null : query.AddressOf(state, query.IsList ? page.Next : null));
    }
}
