using Athanor.Access.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Access.Operations;

internal static class RotateMasterKey
{
    public sealed record Answer(int SecretsSealed);

    public static async Task<Ok<Answer>> HandleAsync(Caller caller, AccessKeys keys, CancellationToken cancellation) =>
        TypedResults.Ok(new Answer(await keys.RotateMasterKeyAsync(caller, cancellation)));
}
