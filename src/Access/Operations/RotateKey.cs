using System.Text.Json.Serialization;
using Athanor.Access.Authorization;
using Athanor.Foundation.Idempotency;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Athanor.Access.Operations;

internal static class RotateKey
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Body(double? GraceSeconds);

    private static readonly TimeSpan DefaultGrace = TimeSpan.FromDays(1);

    public static async Task<Created<IssuedKey>> HandleAsync(Caller caller, string key, [FromBody] Body body, HttpRequest request, AccessKeys keys, CancellationToken cancellation)
    {
        // Remembered per key, for the answer holds a secret: a key that ends must not fetch one that another key made to stay.
        var once = IdempotencyHeader.Read(request, caller.KeyId ?? caller.Actor, body);
        var grace = KeyTimes.FromSeconds(body.GraceSeconds, "graceSeconds") ?? DefaultGrace;
        var issued = await keys.RotateAsync(caller, key, grace, once, cancellation);
        return TypedResults.Created($"/api/v1/keys/{issued.Key.Id}", issued);
    }
}
