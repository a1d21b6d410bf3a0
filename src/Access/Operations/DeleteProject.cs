using Athanor.Access.Authorization;
using Athanor.Foundation.Identifiers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Access.Operations;

internal static class DeleteProject
{
    public static async Task<NoContent> HandleAsync(Caller caller, ProjectName project, AccessDirectory directory, CancellationToken cancellation)
    {
        await directory.DeleteProjectAsync(caller, project, cancellation);
        return TypedResults.NoContent();
    }
}
