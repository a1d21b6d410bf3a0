using Athanor.Access;
using Athanor.Foundation.Problems;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Access;

/// <summary>Makes the page of one person or service account, for its own route and for the forms on it.</summary>
internal sealed class PrincipalPages(AccessDirectory directory, AccessKeys keys)
{
    private const int KeysShown = 50;

    public async Task<IResult> ShowAsync(string principal, string after, Problem? problem, CancellationToken cancellation)
    {
        var found = await directory.GetPrincipalAsync(principal, cancellation);
        var page = await keys.ListAsync(principal, after, KeysShown, cancellation);
        return ConsolePage.Of<PrincipalPage, PrincipalView>(new(found, page, problem), problem?.Status ?? StatusCodes.Status200OK);
    }

    /// <summary>Does what a form on the page asks, and shows the page as it is then.</summary>
    public Task<IResult> ChangeAsync(string principal, Func<Task> change, CancellationToken cancellation) => FormAnswer.OfAsync(
        async () =>
        {
            await change();
            return SeeOther.At(AddressOf(principal));
        },
        problem => ShowAsync(principal, after: "", problem, cancellation));

    public static string AddressOf(string principal) => $"/access/principals/{Uri.EscapeDataString(principal)}";
}
