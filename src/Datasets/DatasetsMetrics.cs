using System.Diagnostics.Metrics;
using Athanor.Datasets.Model;

namespace Athanor.Datasets;

/// <summary>How much comes into datasets, becomes versions of them, and is given back.</summary>
internal sealed class DatasetsMetrics
{
    private readonly Counter<long> _files;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _commits;
    private readonly Counter<long> _collected;

    public DatasetsMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Athanor.Datasets");
        _files = meter.CreateCounter<long>("athanor.datasets.imported.files", "{file}", "Files that imports brought and that were not there.");
        _bytes = meter.CreateCounter<long>("athanor.datasets.imported", "By", "Bytes of those files.");
        _commits = meter.CreateCounter<long>("athanor.datasets.commits", "{commit}", "Commits that branches moved to.");
        _collected = meter.CreateCounter<long>("athanor.datasets.collected", "By", "Bytes given back because no kept version named them.");
    }

    public void Imported(Dataset dataset, ImportOutcome outcome)
    {
        _files.Add(outcome.Files, Of(dataset));
        _bytes.Add(outcome.Bytes, Of(dataset));
    }

    public void Committed(Dataset dataset) => _commits.Add(1, Of(dataset));

    public void Collected(Dataset dataset, CollectionReport report) => _collected.Add(report.Bytes, Of(dataset));

    private static KeyValuePair<string, object?> Of(Dataset dataset) => new("project", dataset.Project);
}
