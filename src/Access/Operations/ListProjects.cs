using Athanor.Access.Authorization;
using Athanor.Foundation.Paging;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Access.Operations;

internal static class ListProjects
{
    public static async Task<Ok<Page<Project>>> HandleAsync(Caller caller, string? after, int? limit, AccessDirectory directory, CancellationToken cancellation) =>
        TypedResults.Ok(await directory.ListProjectsAsync(caller, after ?? "", Pages.SizeOf(limit), cancellation));
}
