using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Paging;
using Athanor.Foundation.Problems;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Access;

internal static class ShowProject
{
    public static Task<IResult> HandleAsync(Caller caller, ProjectName project, AccessDirectory directory, CancellationToken cancellation) =>
        PageAsync(caller, project, problem: null, directory, cancellation);

    public static async Task<IResult> PageAsync(Caller caller, ProjectName project, Problem? problem, AccessDirectory directory, CancellationToken cancellation)
    {
        var found = await directory.GetProjectAsync(project, cancellation);
        var grants = await directory.ListRolesInAsync(project, cancellation);
        var names = Authorizer.Allows(caller, AccessPermissions.PrincipalsRead, project: null)
            ? (await directory.ListPrincipalsAsync(after: "", Pages.MaximumSize, cancellation)).Items.Select(principal => principal.Name).ToList()
            : [];
        return ConsolePage.Of<ProjectPage, ProjectView>(new(found, grants, names, problem), problem?.Status ?? StatusCodes.Status200OK);
    }
}
