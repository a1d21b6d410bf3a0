using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Access;

internal static class AddPrincipal
{
    public static Task<IResult> HandleAsync(Caller caller, ConsoleForm form, AccessDirectory directory, CancellationToken cancellation)
    {
        var name = form.Text("name");
        var kind = form.Text("kind") == "service" ? PrincipalKind.Service : PrincipalKind.Person;
        return FormAnswer.OfAsync(
            async () =>
            {
                var principal = await directory.CreatePrincipalAsync(caller, name, kind, form.Once(caller), cancellation);
                return SeeOther.At($"/access/principals/{principal.Name}");
            },
            async problem =>
            {
                var view = await ShowAccess.ViewAsync(caller, null, null, directory, cancellation);
                return ShowAccess.Page(view with { PrincipalProblem = problem, TypedName = name }, problem.Status);
            });
    }
}
