using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Access.Operations;

internal static class ListServerRoles
{
    public static async Task<Ok<List<Grant>>> HandleAsync(AccessDirectory directory, CancellationToken cancellation) =>
        TypedResults.Ok(await directory.ListServerRolesAsync(cancellation));
}
