using System.Text.Json;
using Athanor.App.Server;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Telemetry;
using Athanor.WebConsole.Errors;

namespace Athanor.App.Doors;

/// <summary>Turns whatever went wrong behind it into an answer. Our own bugs are logged once and answered without their details.</summary>
internal sealed partial class ProblemTranslation(RequestDelegate next, ILogger<ProblemTranslation> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (IsUnanswered(context)) await AnswerAsync(context, Explain(context));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to answer.
        }
        catch (Exception failure)
        {
            var problem = Explain(context, failure);
            if (context.Response.HasStarted)
            {
                context.Abort();
                return;
            }
            Clear(context.Response);
            await AnswerAsync(context, problem);
        }
    }

    private static async Task AnswerAsync(HttpContext context, Problem problem)
    {
        if (!await ConsoleErrors.TryShowAsync(context, problem)) await ProblemAnswer.WriteAsync(context, problem);
    }

    private static bool IsUnanswered(HttpContext context) =>
        context.Response is { HasStarted: false, StatusCode: 400 or 404 or 405 or 415, ContentLength: null, ContentType: null };

    private static Problem Explain(HttpContext context) => context.Response.StatusCode switch
    {
        400 => ServerProblems.BadRequest("The address or a field of the request is not valid.", 400),
        405 => ServerProblems.MethodNotAllowed(context.Request.Method),
        415 => ServerProblems.UnsupportedMedia,
        _ => ServerProblems.NoSuchAddress(context.Request.Method),
    };

    private static void Clear(HttpResponse response)
    {
        var requestId = response.Headers[RequestId.Header];
        response.Clear();
        response.Headers[RequestId.Header] = requestId;
        SecurityHeaders.Set(response);
    }

    private Problem Explain(HttpContext context, Exception failure)
    {
        switch (failure)
        {
            case ProblemException problem:
                if (problem.Problem.Status >= 500) Refused(logger, RequestId.Of(context), problem.Problem.Code, problem.Problem.Detail, problem.InnerException?.Message);
                return problem.Problem;
            case BadHttpRequestException bad:
                return ServerProblems.BadRequest(bad.InnerException is JsonException inner ? $"The body is not the JSON that was expected: {inner.Message}" : bad.Message, bad.StatusCode);
            case JsonException json:
                return ServerProblems.BadRequest($"The body is not the JSON that was expected: {json.Message}", StatusCodes.Status400BadRequest);
            default:
                Failed(logger, failure, RequestId.Of(context));
                return ServerProblems.Internal(RequestId.Of(context));
        }
    }

    [LoggerMessage(LogLevel.Error, "{RequestId} failed.")]
    private static partial void Failed(ILogger logger, Exception failure, string requestId);

    [LoggerMessage(LogLevel.Warning, "{RequestId} {Code}: {Detail} ({Cause})")]
    private static partial void Refused(ILogger logger, string requestId, string code, string detail, string? cause);
}
