namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>By what an imported run is known again.</summary>
internal static class ImportTags
{
    /// <summary>The id that it has where it comes from.</summary>
    public const string From = "athanor.imported_from";

    /// <summary>Its status in the source, once all of it is here.</summary>
    public const string Whole = "athanor.imported_whole";

    public const string Parent = "mlflow.parentRunId";
    public const string Name = "mlflow.runName";
}
