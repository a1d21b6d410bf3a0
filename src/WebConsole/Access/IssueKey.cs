using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Access;

/// <summary>Answers with the secret itself rather than with an address to find it at: it is on this one page and nowhere else.</summary>
internal static class IssueKey
{
    private const int LongestDays = 3650;
    private const int MostRequests = 1_000_000;

    public static Task<IResult> HandleAsync(Caller caller, string principal, ConsoleForm form, AccessKeys keys, PrincipalPages pages, CancellationToken cancellation)
    {
        // The facade says the same of issuing; this keeps strangers from seeing the page with the problem on it.
        if (principal != caller.Name) Authorizer.Demand(caller, AccessPermissions.PrincipalsManage, project: null);
        return FormAnswer.OfAsync(
            async () =>
            {
                var days = form.Number("days", minimum: 0, LongestDays);
                var draft = new KeyDraft(principal, form.Text("description", maximum: 2000), days == 0 ? null : TimeSpan.FromDays(days), form.Number("requests-per-second", minimum: 0, MostRequests));
                return IssuedKeyPage.Show(await keys.IssueAsync(caller, draft, form.Once(caller), cancellation));
            },
            problem => pages.ShowAsync(principal, after: "", problem, cancellation));
    }
}
