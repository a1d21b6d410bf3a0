using System.Text.Json.Serialization;
using Athanor.Access.Authorization;
using Athanor.Foundation.Idempotency;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Athanor.Access.Operations;

internal static class CreateProject
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Body(string? Name, string? Description);

    public static async Task<Created<Project>> HandleAsync(Caller caller, [FromBody] Body body, HttpRequest request, AccessDirectory directory, CancellationToken cancellation)
    {
        var once = IdempotencyHeader.Read(request, caller.Actor, body);
        var project = await directory.CreateProjectAsync(caller, body.Name, body.Description, once, cancellation);
        return TypedResults.Created($"/api/v1/projects/{project.Name}", project);
    }
}
