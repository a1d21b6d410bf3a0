using Athanor.Access.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Access.Operations;

internal static class TakeServerRole
{
    public static async Task<NoContent> HandleAsync(Caller caller, string principal, AccessDirectory directory, CancellationToken cancellation)
    {
        await directory.TakeRoleAsync(caller, principal, project: null, cancellation);
        return TypedResults.NoContent();
    }
}
