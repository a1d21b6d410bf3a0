using System.Text.Json.Serialization;
using Athanor.Access.Authorization;
using Athanor.Foundation.Identifiers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Athanor.Access.Operations;

internal static class GiveProjectRole
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Body(string? Role);

    public static async Task<Ok<Grant>> HandleAsync(
        Caller caller, ProjectName project, string principal, [FromBody] Body body, AccessDirectory directory, CancellationToken cancellation) =>
        TypedResults.Ok(await directory.GiveRoleAsync(caller, principal, project, body.Role, cancellation));
}
