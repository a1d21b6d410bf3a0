using Athanor.Foundation.Problems;
using Microsoft.AspNetCore.Http;

namespace Athanor.Tracking.Api;

/// <summary>Answers what MLflow has and this server has not, and what neither has.</summary>
internal static class MissingApi
{
    /// <summary>Parts of MLflow under its tracking prefix that are not there yet.</summary>
    public static IReadOnlyList<string> NotYet { get; } =
    [
        "artifacts/presigned", "assessments", "datasets", "label-schemas", "gateway", "issues", "runs/link-prompts", "scorers", "traces", "webhooks", "workspaces",
    ];

    public static IResult AnswerTracking(string rest, HttpContext context) =>
        throw new ProblemException(NotYet.Any(part => rest.StartsWith(part, StringComparison.Ordinal)) ? TrackingProblems.NotImplemented(context.Request.Path) : TrackingProblems.NoEndpoint(context.Request.Method, context.Request.Path));

    public static IResult AnswerOthers(HttpContext context) => throw new ProblemException(TrackingProblems.NotImplemented(context.Request.Path));
}
