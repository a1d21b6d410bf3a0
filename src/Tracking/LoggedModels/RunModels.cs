using Athanor.Foundation.Databases;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.LoggedModels;

/// <summary>What runs have to do with models: they take some, make others, and measure them.</summary>
public sealed class RunModels
{
    private readonly IDatabase _database;

    internal RunModels(IDatabase database) => _database = database;

    public Task LogOutputsAsync(string project, string run, IReadOnlyList<ModelOutput> models, CancellationToken cancellation)
    {
        LoggedModelRules.CheckCount(models.Count);
        return _database.WriteAsync(session => Add(session, project, RunBook.FindActive(session, project, run), isOutput: true, models), cancellation);
    }

    internal static void AddInputs(WriteSession session, string project, Run run, IReadOnlyList<string> models) => Add(session, project, run, isOutput: false, [.. models.Select(model => new ModelOutput(model, 0))]);

    /// <summary>Keeps with each model what was measured of it; the latest point stays.</summary>
    internal static void KeepMetrics(WriteSession session, Run run, IReadOnlyList<LoggedMetric> metrics)
    {
        foreach (var metric in metrics)
        {
            if (metric.Subject is not { } subject) continue;
            var (model, dataset) = (LoggedModelBook.FindWritable(session, run.Experiment.Project, subject.Model), new DatasetName(subject.DatasetName, subject.DatasetDigest));
            if (RunModelsDatabase.FindMetric(session, run.Key, model.Key, metric.Key, dataset) is { } latest && !metric.Point.IsLaterThan(latest)) continue;
            RunModelsDatabase.SetMetric(session, run.Key, model.Key, metric.Key, dataset, metric.Point);
        }
    }

    private static void Add(WriteSession session, string project, Run run, bool isOutput, IReadOnlyList<ModelOutput> models)
    {
        foreach (var model in models) RunModelsDatabase.Add(session, run.Key, isOutput, LoggedModelBook.Find(session, project, model.Model).Key, model.Step);
    }
}
