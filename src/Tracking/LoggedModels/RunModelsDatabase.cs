using Athanor.Foundation.Databases;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.LoggedModels;

/// <summary>All SQL of what joins runs and models: what a run took, made and measured.</summary>
internal static class RunModelsDatabase
{
    /// <summary>One that is there already stays as it is.</summary>
    public static void Add(WriteSession session, long run, bool isOutput, long model, long step) =>
        session.Execute($"INSERT INTO run_models (run, is_output, model, step) VALUES ({run}, {isOutput}, {model}, {step}) ON CONFLICT (run, is_output, model, step) DO NOTHING");

    public static List<(long Run, bool IsOutput, ModelOutput Model)> List(ReadSession session, IReadOnlyList<long> runs)
    {
        Sql sql = $"SELECT o.run, o.is_output, m.model_id, o.step FROM run_models o JOIN logged_models m ON m.id = o.model WHERE o.run IN ";
        return session.Query(Numbers.Append(sql, runs).Append($" ORDER BY o.run, o.step, m.id"), row => (row.Long(0), row.Bool(1), new ModelOutput(row.Text(2), row.Long(3))));
    }

    public static MetricPoint? FindMetric(ReadSession session, long run, long model, string key, DatasetName dataset) => session.First<MetricPoint?>(
        $"""
        SELECT step, timestamp, value FROM logged_model_metrics
        WHERE model = {model} AND key = {key} AND dataset_name = {dataset.Name} AND dataset_digest = {dataset.Digest} AND run = {run}
        """,
        row => new(row.Long(0), row.Long(1), SeriesDatabase.ReadValue(row.DoubleOrNull(2))));

    public static void SetMetric(WriteSession session, long run, long model, string key, DatasetName dataset, MetricPoint point)
    {
        var id = session.Count($"SELECT COALESCE(MAX(id), 0) + 1 FROM logged_model_metrics");
        session.Execute(
            $"""
            INSERT INTO logged_model_metrics (id, model, key, dataset_name, dataset_digest, run, step, timestamp, value)
            VALUES ({id}, {model}, {key}, {dataset.Name}, {dataset.Digest}, {run}, {point.Step}, {point.Timestamp}, {(double.IsNaN(point.Value) ? null : point.Value)})
            ON CONFLICT (model, key, dataset_name, dataset_digest, run) DO UPDATE SET step = excluded.step, timestamp = excluded.timestamp, value = excluded.value
            """);
    }
}
