using Athanor.Foundation.Problems;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Shell;

internal static class FormAnswer
{
    /// <summary>Does what a form asks; where that is refused, shows the form's page again with the problem and what was typed.</summary>
    public static async Task<IResult> OfAsync(Func<Task<IResult>> change, Func<Problem, Task<IResult>> showAgain)
    {
        try
        {
            return await change();
        }
        catch (ProblemException exception)
        {
            return await showAgain(exception.Problem);
        }
    }
}
