using Athanor.Access.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Access.Operations;

internal static class UpdatePrincipal
{
    public sealed record Body(bool IsDisabled);

    public static async Task<Ok<Principal>> HandleAsync(Caller caller, string principal, Body body, AccessDirectory directory, CancellationToken cancellation) =>
        TypedResults.Ok(await directory.SetDisabledAsync(caller, principal, body.IsDisabled, cancellation));
}
