using Athanor.Access;
using Athanor.Access.Authorization;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Access;

/// <summary>Everyone may see themselves.</summary>
internal static class ShowPrincipal
{
    private const int MaximumKeyId = 100;

    public static Task<IResult> HandleAsync(Caller caller, string principal, string? after, PrincipalPages pages, CancellationToken cancellation)
    {
        if (principal != caller.Name) Authorizer.Demand(caller, AccessPermissions.PrincipalsRead, project: null);
        return pages.ShowAsync(principal, after is { Length: <= MaximumKeyId } ? after : "", problem: null, cancellation);
    }
}
