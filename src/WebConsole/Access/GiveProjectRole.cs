using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Foundation.Identifiers;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Access;

internal static class GiveProjectRole
{
    public static Task<IResult> HandleAsync(Caller caller, ProjectName project, ConsoleForm form, AccessDirectory directory, CancellationToken cancellation) => FormAnswer.OfAsync(
        async () =>
        {
            await directory.GiveRoleAsync(caller, form.Text("principal"), project, form.Text("role"), cancellation);
            return SeeOther.At($"/access/projects/{project}");
        },
        problem => ShowProject.PageAsync(caller, project, problem, directory, cancellation));
}
