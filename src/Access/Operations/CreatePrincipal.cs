using Athanor.Access.Authorization;
using Athanor.Foundation.Idempotency;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Access.Operations;

internal static class CreatePrincipal
{
    public sealed record Body(string? Name, PrincipalKind Kind);

    public static async Task<Created<Principal>> HandleAsync(Caller caller, Body body, HttpRequest request, AccessDirectory directory, CancellationToken cancellation)
    {
        var once = IdempotencyHeader.Read(request, caller.Actor, body);
        var principal = await directory.CreatePrincipalAsync(caller, body.Name, body.Kind, once, cancellation);
        return TypedResults.Created($"/api/v1/principals/{principal.Name}", principal);
    }
}
