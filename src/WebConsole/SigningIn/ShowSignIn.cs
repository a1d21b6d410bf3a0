using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.SigningIn;

internal static class ShowSignIn
{
    public static IResult Handle(string? to) => ConsolePage.Of<SignInPage, SignInView>(new(LocalAddress.From(to).Value, "", null));
}
