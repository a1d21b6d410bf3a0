using Athanor.Access.Authorization;
using Athanor.Tracking.Registry;
using Athanor.WebConsole.Shell;
using Athanor.WebConsole.Tracking;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Models;

internal static class ShowModel
{
    private const int PageSize = 50;
    private const int ChangesShown = 50;

    public static async Task<IResult> HandleAsync(
        Caller caller, string project, string model, long? below, ModelRegistry registry, ModelVersions versions, ModelGates gates, ModelPromotion promotion, CancellationToken cancellation)
    {
        ReadableProjects.Demand(caller, project);
        var found = await registry.GetAsync(project, model, cancellation);
        var listed = await versions.ListAsync(project, model, below ?? long.MaxValue, PageSize + 1, cancellation);
        var view = new ModelView(
            found,
            [.. listed.Take(PageSize)],
            listed.Count > PageSize ? listed[PageSize - 1].Number : null,
            await gates.ListAsync(project, model, cancellation),
            await promotion.ListChangesAsync(project, model, alias: null, ChangesShown, cancellation));
        return ConsolePage.Of<ModelPage, ModelView>(view);
    }
}
