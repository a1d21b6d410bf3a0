using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Tracking.Registry;
using Athanor.Tracking.Registry.Model;
using Athanor.WebConsole.Shell;
using Athanor.WebConsole.Tracking;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Models;

internal static class ShowModels
{
    private const int PageSize = 50;
    private const int ShownOfEach = 10;
    private const int MostParts = 20;

    public static async Task<IResult> HandleAsync(Caller caller, string? project, string? token, ModelRegistry registry, AccessDirectory directory, CancellationToken cancellation)
    {
        var isOne = project is { Length: > 0 };
        if (isOne) ReadableProjects.Demand(caller, project!);
        var parts = new List<ProjectPart<RegisteredModel>>();
        var projects = await ReadableProjects.ListAsync(caller, directory, cancellation);
        foreach (var name in isOne ? [project!] : projects)
        {
            if (parts.Count == MostParts) break;
            var page = await registry.SearchAsync(name, new() { Limit = isOne ? PageSize : ShownOfEach, PageToken = isOne ? token : null }, cancellation);
            if (page.Items.Count > 0) parts.Add(new(name, page.Items, page.Next));
        }
        return ConsolePage.Of<ModelsPage, ModelsView>(new(isOne ? project! : "", projects, parts));
    }
}
