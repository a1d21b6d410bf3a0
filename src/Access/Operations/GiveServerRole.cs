using Athanor.Access.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Athanor.Access.Operations;

internal static class GiveServerRole
{
    public static async Task<Ok<Grant>> HandleAsync(
        Caller caller, string principal, [FromBody] GiveProjectRole.Body body, AccessDirectory directory, CancellationToken cancellation) =>
        TypedResults.Ok(await directory.GiveRoleAsync(caller, principal, project: null, body.Role, cancellation));
}
