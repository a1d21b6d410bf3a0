using Athanor.Access.Authorization;
using Athanor.Foundation.Identifiers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Access.Operations;

internal static class TakeProjectRole
{
    public static async Task<NoContent> HandleAsync(Caller caller, ProjectName project, string principal, AccessDirectory directory, CancellationToken cancellation)
    {
        await directory.TakeRoleAsync(caller, principal, project, cancellation);
        return TypedResults.NoContent();
    }
}
