using Athanor.Objects.Door;
using Microsoft.AspNetCore.Http;

namespace Athanor.Datasets.Api;

/// <summary>Admits to the bytes of a version, by the route's <c>dataset</c> and the query's <c>ref</c>, those whom the policy of its bucket and their roles admit.</summary>
internal sealed class ContentGate(DatasetDirectory datasets) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var door = (await PersonalDoor.BindAsync(http))!;
        var dataset = await datasets.GetAsync(door, (string)http.Request.RouteValues["dataset"]!, DatasetsPermissions.Read, http.RequestAborted);
        await DatasetDirectory.DemandContentAsync(door, dataset, http.Request.Query["ref"] is [{ Length: > 0 } reference] ? reference : null);
        return await next(context);
    }
}
