using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Foundation.Identifiers;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Access;

internal static class RemoveProject
{
    public static Task<IResult> HandleAsync(Caller caller, ProjectName project, AccessDirectory directory, CancellationToken cancellation) => FormAnswer.OfAsync(
        async () =>
        {
            await directory.DeleteProjectAsync(caller, project, cancellation);
            return SeeOther.At("/access");
        },
        problem => ShowProject.PageAsync(caller, project, problem, directory, cancellation));
}
