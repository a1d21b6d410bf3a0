using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Telemetry;
using Athanor.Tracking.Api;

namespace Athanor.App.Doors;

/// <summary>A problem in the API's own form: RFC 9457 with a code for programs, a hint for people and the request's id. Clients of MLflow read it in theirs.</summary>
internal static class ProblemAnswer
{
    private const string ContentType = "application/problem+json";

    // The answer is never part of a page, so angle brackets may stand as they are.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(HttpContext context, Problem problem)
    {
        var response = context.Response;
        response.StatusCode = problem.Status;
        var isForMlflow = MlflowErrors.AreSpokenAt(context.Request.Path);
        response.ContentType = isForMlflow ? "application/json" : ContentType;
        response.Headers.CacheControl = "no-store";
        if (problem.Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer realm=\"athanor\", Basic realm=\"athanor\"";
        if (problem.RetryAfter is { } wait) response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (HttpMethods.IsHead(context.Request.Method)) return;

        await using var json = new Utf8JsonWriter(response.BodyWriter.AsStream(), Readable);
        if (isForMlflow) MlflowErrors.Write(json, problem);
        else Write(json, problem, RequestId.Of(context));
        await json.FlushAsync(context.RequestAborted);
    }

    private static void Write(Utf8JsonWriter json, Problem problem, string requestId)
    {
        json.WriteStartObject();
        json.WriteString("type", "about:blank");
        json.WriteString("title", Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(problem.Status));
        json.WriteNumber("status", problem.Status);
        json.WriteString("detail", problem.Detail);
        json.WriteString("code", problem.Code);
        json.WriteString("hint", problem.Hint);
        json.WriteString("requestId", requestId);
        foreach (var (name, values) in problem.Particulars)
        {
            json.WriteStartArray(name);
            foreach (var value in values) json.WriteStringValue(value);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
