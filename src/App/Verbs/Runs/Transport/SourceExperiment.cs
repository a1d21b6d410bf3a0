namespace Athanor.App.Verbs.Runs.Transport;

internal sealed record SourceExperiment(string Id, string Name)
{
    public IReadOnlyList<KeyText> Tags { get; init; } = [];
}
