using Athanor.Foundation.Problems;
using Athanor.Foundation.Telemetry;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Errors;

/// <summary>Says problems in the form that browsers show: a page, or the way to the sign-in page.</summary>
public static class ConsoleErrors
{
    private static readonly PathString[] Machines = ["/api", "/ajax-api", "/v1", "/v2", "/openapi"];

    /// <summary>Answers with a page where a person asked in a browser; false where the caller is a program and wants another form.</summary>
    public static async Task<bool> TryShowAsync(HttpContext context, Problem problem)
    {
        if (!ComesFromAPerson(context.Request)) return false;

        if (problem.RetryAfter is { } wait) context.Response.Headers.RetryAfter = $"{Math.Ceiling(wait.TotalSeconds)}";
        var answer = problem.Status == StatusCodes.Status401Unauthorized
            ? SignInAddress(context.Request)
            : ConsolePage.Of<ErrorPage, ErrorView>(new(problem, RequestId.Of(context)), problem.Status);
        await answer.ExecuteAsync(context);
        return true;
    }

    // Programs ask for anything; a browser that opens a page asks for HTML by name.
    private static bool ComesFromAPerson(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) && !Array.Exists(Machines, machine => request.Path.StartsWithSegments(machine));

    // Only a page can be returned to: a form that was sent without a session has to be filled in again.
    private static SeeOther SignInAddress(HttpRequest request)
    {
        var asked = request.Path + request.QueryString;
        return SeeOther.At(HttpMethods.IsGet(request.Method) && asked != "/" ? $"/sign-in?to={Uri.EscapeDataString(asked)}" : "/sign-in");
    }
}
