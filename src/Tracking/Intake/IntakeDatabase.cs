using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.Intake;

/// <summary>All SQL of batches that are not in their series yet.</summary>
internal static class IntakeDatabase
{
    public static void Add(WriteSession session, Run run, IReadOnlyList<LoggedMetric> metrics) => session.Execute(
        $"""
        INSERT INTO metric_intake (id, experiment, run, data)
        VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM metric_intake), {run.Experiment.Key}, {run.Key}, {MetricBundle.Write(metrics)})
        """);

    public static List<RunPlace> ListRuns(ReadSession session, int limit) =>
        session.Query($"SELECT DISTINCT experiment, run FROM metric_intake LIMIT {limit}", ReadPlace);

    public static List<RunPlace> ListRuns(ReadSession session, IReadOnlyList<Experiment> experiments)
    {
        Sql sql = $"SELECT DISTINCT experiment, run FROM metric_intake WHERE experiment IN ";
        return session.Query(Numbers.Append(sql, [.. experiments.Select(experiment => experiment.Key)]), ReadPlace);
    }

    public static List<RunPlace> ListRuns(ReadSession session, string project, IReadOnlyCollection<string> ids) => session.Query(
        $"""
        SELECT e.id, r.id FROM runs r JOIN experiments e ON e.id = r.experiment
        WHERE r.uuid IN {ids} AND e.project = {project} AND EXISTS (SELECT 1 FROM metric_intake i WHERE i.experiment = e.id AND i.run = r.id)
        """,
        ReadPlace);

    /// <summary>In the order they came.</summary>
    public static List<(long Id, List<LoggedMetric> Metrics)> List(ReadSession session, RunPlace run, int limit) => session.Query(
        $"SELECT id, data FROM metric_intake WHERE experiment = {run.Experiment} AND run = {run.Run} ORDER BY id LIMIT {limit}",
        row => (row.Long(0), MetricBundle.Read(row.Blob(1)) ?? throw new ProblemException(TrackingProblems.DamagedBatch(row.Long(0)))));

    public static void Remove(WriteSession session, RunPlace run, long last) =>
        session.Execute($"DELETE FROM metric_intake WHERE experiment = {run.Experiment} AND run = {run.Run} AND id <= {last}");

    private static RunPlace ReadPlace(Row row) => new(row.Long(0), row.Long(1));
}
