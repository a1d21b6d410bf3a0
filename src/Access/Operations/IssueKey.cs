using System.Text.Json.Serialization;
using Athanor.Access.Authorization;
using Athanor.Foundation.Idempotency;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Athanor.Access.Operations;

internal static class IssueKey
{
    // A misspelt member must not mean its default: a key asked for with 'lifetimeSecond' would never end.
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Body(string? Principal, string? Description, double? LifetimeSeconds, int RequestsPerSecond);

    public static async Task<Created<IssuedKey>> HandleAsync(Caller caller, [FromBody] Body body, HttpRequest request, AccessKeys keys, CancellationToken cancellation)
    {
        // Remembered per key, for the answer holds a secret: a key that ends must not fetch one that another key made to stay.
        var once = IdempotencyHeader.Read(request, caller.KeyId ?? caller.Actor, body);
        var draft = new KeyDraft(body.Principal ?? caller.Name, body.Description ?? "", KeyTimes.FromSeconds(body.LifetimeSeconds, "lifetimeSeconds"), body.RequestsPerSecond);
        var issued = await keys.IssueAsync(caller, draft, once, cancellation);
        return TypedResults.Created($"/api/v1/keys/{issued.Key.Id}", issued);
    }
}
