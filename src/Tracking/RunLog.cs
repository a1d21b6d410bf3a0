using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Tracking.LoggedModels;
using Athanor.Tracking.Model;
using Athanor.Tracking.Series;

namespace Athanor.Tracking;

/// <summary>Takes down what runs log. What is acknowledged is on disk; a batch that is refused has changed nothing.</summary>
public sealed class RunLog
{
    private readonly IDatabase _database;
    private readonly TrackingMetrics _metrics;

    internal RunLog(IDatabase database, TrackingMetrics metrics) => (_database, _metrics) = (database, metrics);

    public async Task LogAsync(string project, string id, LoggedBatch batch, CancellationToken cancellation)
    {
        var valid = TrackingRules.Check(batch) with { Metrics = [.. batch.Metrics.Select(Storable)] };
        var points = await _database.WriteAsync(session => Log(session, RunBook.FindActive(session, project, id), valid), cancellation);
        _metrics.CountPoints(points);
    }

    public Task RemoveTagAsync(string project, string id, string key, CancellationToken cancellation) => _database.WriteAsync(
        session =>
        {
            if (!RunDataDatabase.RemoveTag(session, RunBook.FindActive(session, project, id), key)) throw new ProblemException(TrackingProblems.NoTag(key, id));
        },
        cancellation);

    public Task LogInputsAsync(string project, string id, IReadOnlyList<DatasetInput> inputs, CancellationToken cancellation) => LogInputsAsync(project, id, inputs, [], cancellation);

    /// <summary>Datasets that the run read, and models that it took.</summary>
    public Task LogInputsAsync(string project, string id, IReadOnlyList<DatasetInput> inputs, IReadOnlyList<string> models, CancellationToken cancellation)
    {
        LoggedModelRules.CheckCount(models.Count);
        if (inputs.Count > TrackingRules.MetricsPerBatch) throw new ProblemException(TrackingProblems.TooMany("datasets", TrackingRules.MetricsPerBatch, inputs.Count));
        foreach (var input in inputs) TrackingRules.Check(input);
        return _database.WriteAsync(
            session =>
            {
                var run = RunBook.FindActive(session, project, id);
                foreach (var input in inputs) RunDataDatabase.AddInput(session, run, input);
                RunModels.AddInputs(session, project, run, models);
            },
            cancellation);
    }

    private static int Log(WriteSession session, Run run, LoggedBatch batch)
    {
        AddParams(session, run, batch.Params);
        foreach (var tag in batch.Tags) SetTag(session, run, tag);
        RunModels.KeepMetrics(session, run, batch.Metrics);
        return new SeriesWriter(session, run).Append(batch.Metrics);
    }

    private static void AddParams(WriteSession session, Run run, IReadOnlyList<NamedText> parameters)
    {
        if (parameters.Count == 0) return;
        var known = RunDataDatabase.ListParams(session, run.Key, [.. parameters.Select(param => param.Key)]).ToDictionary(param => param.Key, param => param.Value, StringComparer.Ordinal);
        foreach (var param in parameters)
        {
            if (!known.TryGetValue(param.Key, out var value)) RunDataDatabase.AddParam(session, run, param);
            else if (value != param.Value) throw new ProblemException(TrackingProblems.ParamChanged(param.Key, value, param.Value, run.Id));
        }
    }

    private static void SetTag(WriteSession session, Run run, NamedText tag)
    {
        RunDataDatabase.SetTag(session, run, tag);
        if (tag.Key != RunNames.Tag) return;
        TrackingRules.CheckRunName(tag.Value);
        TrackingDatabase.UpdateRun(session, run with { Name = tag.Value });
    }

    // As MLflow keeps and answers them: the infinite as the greatest number there is.
    private static LoggedMetric Storable(LoggedMetric metric) =>
        double.IsInfinity(metric.Point.Value) ? metric with { Point = metric.Point with { Value = double.CopySign(double.MaxValue, metric.Point.Value) } } : metric;
}
