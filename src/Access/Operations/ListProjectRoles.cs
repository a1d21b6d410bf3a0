using Athanor.Foundation.Identifiers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Access.Operations;

internal static class ListProjectRoles
{
    public static async Task<Ok<List<Grant>>> HandleAsync(ProjectName project, AccessDirectory directory, CancellationToken cancellation) =>
        TypedResults.Ok(await directory.ListRolesInAsync(project, cancellation));
}
