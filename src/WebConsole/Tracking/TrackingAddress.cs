namespace Athanor.WebConsole.Tracking;

/// <summary>Where experiments, runs and registered models stand in the console.</summary>
internal static class TrackingAddress
{
    public static string OfExperiments(string project, string? token) => $"/experiments{QueryOf(("project", project), ("token", token ?? ""))}";

    public static string OfExperiment(string project, string experiment) => $"/experiments/{project}/{experiment}";

    public static string OfRun(string run) => $"/runs/{Uri.EscapeDataString(run)}";

    public static string OfFiles(string run, string path, string after = "") => $"{OfRun(run)}{QueryOf(("path", path), ("after", after))}#files";

    public static string OfModels(string project, string? token) => $"/models{QueryOf(("project", project), ("token", token ?? ""))}";

    public static string OfModel(string project, string model) => $"/models/{project}/{Uri.EscapeDataString(model)}";

    public static string OfVersion(string project, string model, long version) => $"{OfModel(project, model)}/{version}";

    /// <summary>What is empty is left out.</summary>
    public static string QueryOf(params IEnumerable<(string Name, string Value)> values)
    {
        var query = string.Join('&', values.Where(value => value.Value.Length > 0).Select(value => $"{value.Name}={Uri.EscapeDataString(value.Value)}"));
        return query.Length == 0 ? "" : $"?{query}";
    }
}
