using System.Text.Json.Serialization;
using Athanor.Access.Authorization;
using Athanor.Foundation.Idempotency;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Athanor.Access.Operations;

internal static class CreatePrincipal
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Body(string? Name, PrincipalKind Kind);

    public static async Task<Created<Principal>> HandleAsync(Caller caller, [FromBody] Body body, HttpRequest request, AccessDirectory directory, CancellationToken cancellation)
    {
        var once = IdempotencyHeader.Read(request, caller.Actor, body);
        var principal = await directory.CreatePrincipalAsync(caller, body.Name, body.Kind, once, cancellation);
        return TypedResults.Created($"/api/v1/principals/{principal.Name}", principal);
    }
}
