using Athanor.Access.Authentication;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.SigningIn;

internal static class CloseSession
{
    public static async Task<SeeOther> HandleAsync(HttpContext context, SignIn signIn)
    {
        await signIn.CloseAsync(context);
        return SeeOther.At("/sign-in");
    }
}
