using System.Text.Json.Serialization;
using Athanor.Access.Authorization;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Clearing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Athanor.Tracking.Api;

/// <summary>What the deleted runs of a project take, and giving it back.</summary>
internal static class ClearingDoor
{
    private const long LongestAge = 366L * 100 * 86_400;

    public static void MapClearing(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/projects/{project}/runs").WithTags("tracking");
        api.MapGet("/deleted", MeasureAsync).RequiresInProject(TrackingPermissions.Read);
        api.MapPost("/clear", ClearAsync).RequiresInProject(TrackingPermissions.Clear);
    }

    /// <summary>Deleted at least so many seconds ago.</summary>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record ClearBody(long OlderThanSeconds);

    private static async Task<Ok<ClearingReport>> MeasureAsync(string project, long? olderThanSeconds, Clearance clearance, CancellationToken cancellation) =>
        TypedResults.Ok(await clearance.PreviewAsync(project, AgeOf(olderThanSeconds ?? 0), cancellation));

    private static async Task<Ok<ClearingReport>> ClearAsync(Caller caller, string project, [FromBody] ClearBody body, Clearance clearance, CancellationToken cancellation) =>
        TypedResults.Ok(await clearance.ClearAsync(caller.Actor, project, AgeOf(body.OlderThanSeconds), cancellation));

    private static TimeSpan AgeOf(long seconds) =>
        seconds is >= 0 and <= LongestAge ? TimeSpan.FromSeconds(seconds) : throw new ProblemException(TrackingProblems.Invalid($"Between 0 and {LongestAge} seconds ago, not {seconds}."));
}
