using System.Text.Json.Serialization;
using Athanor.Access.Authorization;
using Athanor.Foundation.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Athanor.Access.Operations;

internal static class UpdatePrincipal
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Body(bool? IsDisabled);

    public static async Task<Ok<Principal>> HandleAsync(Caller caller, string principal, [FromBody] Body body, AccessDirectory directory, CancellationToken cancellation) =>
        TypedResults.Ok(await directory.SetDisabledAsync(caller, principal, body.IsDisabled ?? throw new ProblemException(AccessProblems.BadField("isDisabled", "It is true or false.")), cancellation));
}
