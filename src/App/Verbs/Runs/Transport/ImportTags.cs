namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>By what an imported run is known again.</summary>
internal static class ImportTags
{
    /// <summary>The id that it has where it comes from.</summary>
    public const string From = "athanor.imported_from";

    /// <summary>Its status in the source, once all of it is here.</summary>
    public const string Whole = "athanor.imported_whole";

    /// <summary>Its job there; here, the same number is another job.</summary>
    public const string JobThere = "athanor.imported_job";

    public const string Job = "athanor.job";
    public const string Parent = "mlflow.parentRunId";
    public const string Name = "mlflow.runName";

    /// <summary>What it is tagged with here; its name comes by itself, and its parent once that is here.</summary>
    public static IEnumerable<KeyText> Of(SourceRun run) => run.Tags
        .Where(tag => tag.Key is not (From or Whole or Name or Parent))
        .Select(tag => tag.Key == Job ? tag with { Key = JobThere } : tag);
}
