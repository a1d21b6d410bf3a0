using Athanor.Access.Authorization;
using Athanor.Foundation.Identifiers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Access.Operations;

internal static class GiveProjectRole
{
    public sealed record Body(string? Role);

    public static async Task<Ok<Grant>> HandleAsync(
        Caller caller, ProjectName project, string principal, Body body, AccessDirectory directory, CancellationToken cancellation) =>
        TypedResults.Ok(await directory.GiveRoleAsync(caller, principal, project, body.Role, cancellation));
}
