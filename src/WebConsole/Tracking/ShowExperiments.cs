using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Tracking;
using Athanor.Tracking.Model;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Tracking;

internal static class ShowExperiments
{
    private const int PageSize = 50;
    private const int ShownOfEach = 10;
    private const int MostParts = 20;

    public static async Task<IResult> HandleAsync(Caller caller, string? project, string? token, ExperimentBook experiments, AccessDirectory directory, CancellationToken cancellation)
    {
        var isOne = project is { Length: > 0 };
        if (isOne) ReadableProjects.Demand(caller, project!);
        var parts = new List<ProjectPart<Experiment>>();
        var projects = await ReadableProjects.ListAsync(caller, directory, cancellation);
        foreach (var name in isOne ? [project!] : projects)
        {
            if (parts.Count == MostParts) break;
            var page = await experiments.SearchAsync(name, new() { Limit = isOne ? PageSize : ShownOfEach, OrderBy = ["last_update_time DESC"], PageToken = isOne ? token : null }, cancellation);
            if (page.Items.Count > 0) parts.Add(new(name, page.Items, page.Next));
        }
        return ConsolePage.Of<ExperimentsPage, ExperimentsView>(new(isOne ? project! : "", projects, parts));
    }
}
