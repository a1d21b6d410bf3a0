using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Access;

internal static class AddProject
{
    public static Task<IResult> HandleAsync(Caller caller, ConsoleForm form, AccessDirectory directory, CancellationToken cancellation)
    {
        var (name, description) = (form.Text("name"), form.Text("description", maximum: 2000));
        return FormAnswer.OfAsync(
            async () =>
            {
                var project = await directory.CreateProjectAsync(caller, name, description, form.Once(caller), cancellation);
                return SeeOther.At($"/access/projects/{project.Name}");
            },
            async problem =>
            {
                var view = await ShowAccess.ViewAsync(caller, null, null, directory, cancellation);
                return ShowAccess.Page(view with { ProjectProblem = problem, TypedName = name, TypedDescription = description }, problem.Status);
            });
    }
}
