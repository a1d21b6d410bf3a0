using System.Diagnostics;
using Athanor.Foundation.Problems;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Errors;

/// <summary>Stands before the gate and speaks to browsers: sends strangers to the sign-in page, and shows problems as pages.</summary>
internal sealed class ConsoleDoor(RequestDelegate next)
{
    private static readonly PathString[] Machines = ["/api", "/ajax-api", "/v1", "/v2", "/openapi"];

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ConsoleRoute>() is not null) ConsoleHeaders.Set(context.Response);
        if (!ComesFromAPerson(context.Request))
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
            if (IsBareFailure(context.Response)) await ShowAsync(context, ProblemOf(context.Response.StatusCode));
        }
        catch (ProblemException exception) when (!context.Response.HasStarted)
        {
            if (exception.Problem.Status == StatusCodes.Status401Unauthorized) await SignInAddress(context.Request).ExecuteAsync(context);
            else await ShowAsync(context, exception.Problem);
        }
    }

    /// <summary>Programs ask for anything; a browser that opens a page asks for HTML by name.</summary>
    private static bool ComesFromAPerson(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) && !Array.Exists(Machines, machine => request.Path.StartsWithSegments(machine));

    private static bool IsBareFailure(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null };

    private static Problem ProblemOf(int status) => status == StatusCodes.Status404NotFound ? ConsoleProblems.UnknownPage : ConsoleProblems.UnreadableRequest(status);

    // Only a page can be returned to: a form that was sent without a session has to be filled in again.
    private static SeeOther SignInAddress(HttpRequest request)
    {
        var asked = request.Path + request.QueryString;
        return SeeOther.At(HttpMethods.IsGet(request.Method) && asked != "/" ? $"/sign-in?to={Uri.EscapeDataString(asked)}" : "/sign-in");
    }

    private static Task ShowAsync(HttpContext context, Problem problem)
    {
        ConsoleHeaders.Set(context.Response);
        if (problem.RetryAfter is { } wait) context.Response.Headers.RetryAfter = $"{Math.Ceiling(wait.TotalSeconds)}";
        var requestId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        return ConsolePage.Of<ErrorPage, ErrorView>(new(problem, requestId), problem.Status).ExecuteAsync(context);
    }
}
