using Athanor.Access.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Access.Operations;

internal static class RevokeKey
{
    public static async Task<Ok<AccessKey>> HandleAsync(Caller caller, string key, AccessKeys keys, CancellationToken cancellation) =>
        TypedResults.Ok(await keys.RevokeAsync(caller, key, cancellation));
}
