namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>A run as it is carried, but for its points and files, which come behind it. Its status is one of MLflow's words, times are milliseconds.</summary>
internal sealed record SourceRun(string Id, string Name)
{
    public string User { get; init; } = "";
    public string Status { get; init; } = "RUNNING";
    public long StartTime { get; init; }
    public long? EndTime { get; init; }
    public IReadOnlyList<KeyText> Params { get; init; } = [];
    public IReadOnlyList<KeyText> Tags { get; init; } = [];
    public IReadOnlyList<SourceDataset> Inputs { get; init; } = [];

    /// <summary>More may be logged to it.</summary>
    public bool GoesOn => Status is "RUNNING" or "SCHEDULED";
}
