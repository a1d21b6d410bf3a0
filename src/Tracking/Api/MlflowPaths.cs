namespace Athanor.Tracking.Api;

/// <summary>Where MLflow's clients knock. What its own pages ask for stands beside it under another prefix.</summary>
internal static class MlflowPaths
{
    /// <summary>Where MLflow's pages ask for one file of a run.</summary>
    public const string File = "/get-artifact";

    public static IReadOnlyList<string> Tracking { get; } = ["/api/2.0/mlflow", "/ajax-api/2.0/mlflow"];

    public static IReadOnlyList<string> Artifacts { get; } = ["/api/2.0/mlflow-artifacts", "/ajax-api/2.0/mlflow-artifacts"];

    public static IReadOnlyList<string> Others { get; } = ["/api/3.0/mlflow", "/ajax-api/3.0/mlflow"];

    public static IReadOnlyList<string> All { get; } = [.. Tracking, .. Artifacts, .. Others, File];
}
