using Athanor.Access.Authorization;
using Athanor.Foundation.Idempotency;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Access.Operations;

internal static class CreateProject
{
    public sealed record Body(string? Name, string? Description);

    public static async Task<Created<Project>> HandleAsync(Caller caller, Body body, HttpRequest request, AccessDirectory directory, CancellationToken cancellation)
    {
        var once = IdempotencyHeader.Read(request, caller.Actor, body);
        var project = await directory.CreateProjectAsync(caller, body.Name, body.Description, once, cancellation);
        return TypedResults.Created($"/api/v1/projects/{project.Name}", project);
    }
}
