using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Access;

/// <summary>The small forms on the page of a person or service account.</summary>
internal static class PrincipalForms
{
    public static Task<IResult> GiveRoleAsync(Caller caller, string principal, ConsoleForm form, AccessDirectory directory, PrincipalPages pages, CancellationToken cancellation) =>
        pages.ChangeAsync(principal, () => directory.GiveRoleAsync(caller, principal, project: null, form.Text("role"), cancellation), cancellation);

    public static Task<IResult> TakeRoleAsync(Caller caller, string principal, AccessDirectory directory, PrincipalPages pages, CancellationToken cancellation) =>
        pages.ChangeAsync(principal, () => directory.TakeRoleAsync(caller, principal, project: null, cancellation), cancellation);

    public static Task<IResult> DisableAsync(Caller caller, string principal, AccessDirectory directory, PrincipalPages pages, CancellationToken cancellation) =>
        pages.ChangeAsync(principal, () => directory.SetDisabledAsync(caller, principal, isDisabled: true, cancellation), cancellation);

    public static Task<IResult> EnableAsync(Caller caller, string principal, AccessDirectory directory, PrincipalPages pages, CancellationToken cancellation) =>
        pages.ChangeAsync(principal, () => directory.SetDisabledAsync(caller, principal, isDisabled: false, cancellation), cancellation);

    public static Task<IResult> RemoveAsync(Caller caller, string principal, AccessDirectory directory, PrincipalPages pages, CancellationToken cancellation) => FormAnswer.OfAsync(
        async () =>
        {
            await directory.DeletePrincipalAsync(caller, principal, cancellation);
            return SeeOther.At("/access");
        },
        problem => pages.ShowAsync(principal, after: "", problem, cancellation));
}
