using Athanor.Access.Authorization;
using Athanor.Foundation.Problems;
using Athanor.Tracking;
using Athanor.Tracking.Search;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Tracking;

/// <summary>The runs of an experiment. A filter that makes no sense is answered with what is wrong with it, beside what was typed.</summary>
internal static class ShowExperiment
{
    private const int PageSize = 50;
    private const int MostKnown = 200;
    private const int UsualOfEach = 4;

    public static Task<IResult> HandleAsync(Caller caller, string project, string experiment, RunsQuery query, ExperimentBook experiments, RunBook runs, CancellationToken cancellation) => FormAnswer.OfAsync(
        () => PageAsync(caller, project, experiment, query, problem: null, experiments, runs, cancellation),
        problem => problem.Status == StatusCodes.Status400BadRequest ? PageAsync(caller, project, experiment, query, problem, experiments, runs, cancellation) : throw new ProblemException(problem));

    private static async Task<IResult> PageAsync(Caller caller, string project, string id, RunsQuery query, Problem? problem, ExperimentBook experiments, RunBook runs, CancellationToken cancellation)
    {
        ReadableProjects.Demand(caller, project);
        var experiment = await experiments.GetAsync(project, id, cancellation);
        var search = new RunSearch([experiment.Id]) { Filter = query.Filter, OrderBy = [query.OrderBy], Limit = PageSize, PageToken = query.Token.Length > 0 ? query.Token : null };
        var page = problem is null ? await runs.SearchAsync(project, search, cancellation) : new([], null);
        var found = await runs.LoadAsync(page.Items, cancellation);
        List<RunColumn> known = [.. RunColumn.Of(found).Union(query.Columns).Take(MostKnown)];
        var view = new ExperimentView(experiment, query, found, known, query.Columns.Count > 0 ? query.Columns : Usual(known), page.Next) { Problem = problem };
        return ConsolePage.Of<ExperimentPage, ExperimentView>(view, problem?.Status ?? StatusCodes.Status200OK);
    }

    private static List<RunColumn> Usual(List<RunColumn> known) =>
        [.. known.Where(column => column.Kind == RunColumn.Metrics).Take(UsualOfEach), .. known.Where(column => column.Kind == RunColumn.Params).Take(UsualOfEach)];
}
