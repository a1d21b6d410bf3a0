using Athanor.Access.Authorization;
using Athanor.Foundation.Paging;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Access.Operations;

internal static class ListKeys
{
    /// <summary>One's own keys; those of others, or of all where none is named, for whoever may see principals.</summary>
    public static async Task<Ok<Page<AccessKey>>> HandleAsync(
        Caller caller, string? principal, string? after, int? limit, AccessKeys keys, CancellationToken cancellation)
    {
        if (!Authorizer.Allows(caller, AccessPermissions.PrincipalsRead, project: null)) principal ??= caller.Name;
        if (principal != caller.Name) Authorizer.Demand(caller, AccessPermissions.PrincipalsRead, project: null);
        return TypedResults.Ok(await keys.ListAsync(principal, after ?? "", Pages.SizeOf(limit), cancellation));
    }
}
