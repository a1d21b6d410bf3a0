namespace Athanor.Tracking.Model;

/// <summary>One training. Times are milliseconds since 1970, as the client's clock had them.</summary>
public sealed record Run(string Id, Experiment Experiment, string Name, string UserId, RunStatus Status, long StartTime, long? EndTime, string ArtifactUri)
{
    internal long Key { get; init; }

    internal bool IsDeletedItself { get; init; }

    /// <summary>With the experiment it is in, or alone.</summary>
    public bool IsDeleted => IsDeletedItself || Experiment.IsDeleted;
}
