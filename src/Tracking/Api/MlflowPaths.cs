namespace Athanor.Tracking.Api;

/// <summary>Where MLflow's clients knock. What its own pages ask for stands beside it under another prefix.</summary>
internal static class MlflowPaths
{
    public static IReadOnlyList<string> Tracking { get; } = ["/api/2.0/mlflow", "/ajax-api/2.0/mlflow"];

    public static IReadOnlyList<string> Others { get; } = ["/api/3.0/mlflow", "/ajax-api/3.0/mlflow", "/api/2.0/mlflow-artifacts", "/ajax-api/2.0/mlflow-artifacts"];

    public static IReadOnlyList<string> All { get; } = [.. Tracking, .. Others];
}
