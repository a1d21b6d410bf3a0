using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Foundation.Paging;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Access;

internal static class ShowAccess
{
    private const int PageSize = 50;
    private const int MaximumName = 100;

    public static async Task<IResult> HandleAsync(Caller caller, string? projectsAfter, string? principalsAfter, AccessDirectory directory, CancellationToken cancellation) =>
        Page(await ViewAsync(caller, projectsAfter, principalsAfter, directory, cancellation));

    public static IResult Page(AccessView view, int status = StatusCodes.Status200OK) => ConsolePage.Of<AccessPage, AccessView>(view, status);

    public static async Task<AccessView> ViewAsync(Caller caller, string? projectsAfter, string? principalsAfter, AccessDirectory directory, CancellationToken cancellation)
    {
        var projects = await directory.ListProjectsAsync(caller, Bounded(projectsAfter), PageSize, cancellation);
        Page<Principal>? principals = null;
        if (Authorizer.Allows(caller, AccessPermissions.PrincipalsRead, project: null))
            principals = await directory.ListPrincipalsAsync(Bounded(principalsAfter), PageSize, cancellation);
        return new(projects, principals);
    }

    private static string Bounded(string? name) => name is { Length: <= MaximumName } && !name.Any(char.IsControl) ? name : "";
}
