using Athanor.Access.Authorization;
using Athanor.Foundation.Idempotency;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Access.Operations;

internal static class IssueKey
{
    public sealed record Body(string? Principal, string? Description, double? LifetimeSeconds, int RequestsPerSecond);

    public static async Task<Created<IssuedKey>> HandleAsync(Caller caller, Body body, HttpRequest request, AccessKeys keys, CancellationToken cancellation)
    {
        var once = IdempotencyHeader.Read(request, caller.Actor, body);
        var draft = new KeyDraft(body.Principal ?? caller.Name, body.Description ?? "", KeyTimes.FromSeconds(body.LifetimeSeconds, "lifetimeSeconds"), body.RequestsPerSecond);
        var issued = await keys.IssueAsync(caller, draft, once, cancellation);
        return TypedResults.Created($"/api/v1/keys/{issued.Key.Id}", issued);
    }
}
