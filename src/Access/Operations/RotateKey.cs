using Athanor.Access.Authorization;
using Athanor.Foundation.Idempotency;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Access.Operations;

internal static class RotateKey
{
    public sealed record Body(double? GraceSeconds);

    private static readonly TimeSpan DefaultGrace = TimeSpan.FromDays(1);

    public static async Task<Created<IssuedKey>> HandleAsync(Caller caller, string key, Body body, HttpRequest request, AccessKeys keys, CancellationToken cancellation)
    {
        var once = IdempotencyHeader.Read(request, caller.Actor, body);
        var grace = KeyTimes.FromSeconds(body.GraceSeconds, "graceSeconds") ?? DefaultGrace;
        var issued = await keys.RotateAsync(caller, key, grace, once, cancellation);
        return TypedResults.Created($"/api/v1/keys/{issued.Key.Id}", issued);
    }
}
