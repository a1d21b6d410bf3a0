using Athanor.Access.Authentication;
using Athanor.Foundation.Problems;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.SigningIn;

internal static class OpenSession
{
    public static async Task<IResult> HandleAsync(HttpContext context, ConsoleForm form, SignIn signIn)
    {
        RefuseOtherSites(context.Request);
        var to = LocalAddress.From(form.Text("to", maximum: 2048));
        var keyId = form.Text("key-id", maximum: 200);
        try
        {
            await signIn.OpenAsync(context, keyId, form.Text("secret", maximum: 200));
            return SeeOther.At(to.Value);
        }
        catch (ProblemException exception)
        {
            if (exception.Problem.RetryAfter is { } wait) context.Response.Headers.RetryAfter = $"{Math.Ceiling(wait.TotalSeconds)}";
            return ConsolePage.Of<SignInPage, SignInView>(new(to.Value, keyId, exception.Problem), exception.Problem.Status);
        }
    }

    // There is no session yet whose token the form could carry; without this, another site could sign somebody in as itself.
    private static void RefuseOtherSites(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none")) throw new ProblemException(ConsoleProblems.ForeignForm);
    }
}
