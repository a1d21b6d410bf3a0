using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Datasets;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Paging;
using Athanor.Foundation.Problems;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Datasets;

/// <summary>The list of datasets, and the form that makes one.</summary>
internal static class ShowDatasets
{
    private const int PageSize = 50;
    private const int MaximumName = 63;

    public static Task<IResult> HandleAsync(Caller caller, string? after, DatasetDirectory datasets, DatasetHistory history, AccessDirectory directory, CancellationToken cancellation) =>
        PageAsync(caller, after is { Length: <= MaximumName } ? after : "", problem: null, "", datasets, history, directory, cancellation);

    public static Task<IResult> AddAsync(Caller caller, ConsoleForm form, DatasetDirectory datasets, DatasetHistory history, AccessDirectory directory, CancellationToken cancellation)
    {
        var (name, project) = (form.Text("name"), form.Text("project"));
        return FormAnswer.OfAsync(
            async () =>
            {
                if (!ProjectName.TryParse(project, out var existing)) throw new ProblemException(ConsoleProblems.BadField("project", ProjectName.Rule));
                Authorizer.Demand(caller, DatasetsPermissions.Write, project);
                await directory.GetProjectAsync(existing, cancellation);
                var dataset = await datasets.CreateAsync(caller.Actor, name, project, "main", [], cancellation);
                return SeeOther.At(DatasetAddress.Of(dataset.Name));
            },
            problem => PageAsync(caller, after: "", problem, name, datasets, history, directory, cancellation));
    }

    private static async Task<IResult> PageAsync(
        Caller caller, string after, Problem? problem, string typedName, DatasetDirectory datasets, DatasetHistory history, AccessDirectory directory, CancellationToken cancellation)
    {
        var page = await datasets.ListAsync(caller, after, PageSize, cancellation);
        var lines = new List<DatasetLine>();
        foreach (var dataset in page.Items) lines.Add(new(dataset, await history.LogAsync(dataset, dataset.DefaultBranch, "", 1, cancellation) is { Items: [var head, ..] } ? head : null));
        var projects = await directory.ListProjectsAsync(caller, after: "", Pages.MaximumSize, cancellation);
        var view = new DatasetsView(new(lines, page.Next), [.. projects.Items.Select(project => project.Name).Where(project => Authorizer.Allows(caller, DatasetsPermissions.Write, project))])
        {
            Problem = problem,
            TypedName = typedName,
        };
        return ConsolePage.Of<DatasetsPage, DatasetsView>(view, problem?.Status ?? StatusCodes.Status200OK);
    }
}
