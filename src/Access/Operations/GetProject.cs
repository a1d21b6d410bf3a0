using Athanor.Foundation.Identifiers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Access.Operations;

internal static class GetProject
{
    public static async Task<Ok<Project>> HandleAsync(ProjectName project, AccessDirectory directory, CancellationToken cancellation) =>
        TypedResults.Ok(await directory.GetProjectAsync(project, cancellation));
}
