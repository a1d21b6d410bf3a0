using System.Text.Json;
using Athanor.Foundation.Problems;
using Microsoft.AspNetCore.Http;

namespace Athanor.Tracking.Api;

/// <summary>Says problems as MLflow's clients read them: a code of theirs, and a message.</summary>
public static class MlflowErrors
{
    private static readonly PathString[] Prefixes = [.. MlflowPaths.All.Select(path => new PathString(path))];

    public static bool AreSpokenAt(PathString path) => Array.Exists(Prefixes, prefix => path.StartsWithSegments(prefix));

    public static void Write(Utf8JsonWriter json, Problem problem)
    {
        var isOurs = problem.Code.StartsWith(TrackingProblems.Slice, StringComparison.Ordinal);
        json.WriteStartObject();
        json.WriteString("error_code", isOurs ? problem.Code[TrackingProblems.Slice.Length..].Replace('-', '_').ToUpperInvariant() : CodeOf(problem.Status));
        json.WriteString("message", isOurs ? problem.Detail : $"{problem.Detail} {problem.Hint}");
        json.WriteEndObject();
    }

    private static string CodeOf(int status) => status switch
    {
        400 => "INVALID_PARAMETER_VALUE",
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 or 405 => "ENDPOINT_NOT_FOUND",
        409 => "RESOURCE_CONFLICT",
        413 or 415 => "BAD_REQUEST",
        429 => "REQUEST_LIMIT_EXCEEDED",
        503 => "TEMPORARILY_UNAVAILABLE",
        507 => "RESOURCE_EXHAUSTED",
        _ => status < 500 ? "BAD_REQUEST" : "INTERNAL_ERROR",
    };
}
