using Athanor.Foundation.Paging;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Access.Operations;

internal static class ListPrincipals
{
    public static async Task<Ok<Page<Principal>>> HandleAsync(string? after, int? limit, AccessDirectory directory, CancellationToken cancellation) =>
        TypedResults.Ok(await directory.ListPrincipalsAsync(after ?? "", Pages.SizeOf(limit), cancellation));
}
