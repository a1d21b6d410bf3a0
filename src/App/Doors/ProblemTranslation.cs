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
        context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null };

    private static Problem Explain(HttpContext context) => context.Response.StatusCode switch
    {
        404 => ServerProblems.NoSuchAddress(context.Request.Method),
        405 => ServerProblems.MethodNotAllowed(context.Request.Method),
        413 => ServerProblems.BodyTooLarge,
        415 => ServerProblems.UnsupportedMedia,
        var status => ServerProblems.BadRequest("The request cannot be answered as it was sent.", status),
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
                return bad.InnerException is JsonException inner ? ServerProblems.BadJson(inner.Path, inner.LineNumber) : ServerProblems.BadRequest(bad.Message, bad.StatusCode);
            case JsonException json:
                return ServerProblems.BadJson(json.Path, json.LineNumber);
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
