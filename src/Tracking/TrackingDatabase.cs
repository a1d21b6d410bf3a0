using Athanor.Foundation.Databases;
using Athanor.Tracking.Model;

namespace Athanor.Tracking;

/// <summary>All SQL of experiments and runs themselves; that of what is logged to them is in <see cref="RunDataDatabase"/> and <see cref="SeriesDatabase"/>.</summary>
internal static class TrackingDatabase
{
    public static Experiment? FindExperiment(ReadSession session, string project, long number) => session.First(
        $"SELECT id, number, project, name, artifact_location, is_deleted, created_at, updated_at FROM experiments WHERE project = {project} AND number = {number}", row => ReadExperiment(row, 0));

    public static Experiment? FindExperiment(ReadSession session, string project, string name) => session.First(
        $"SELECT id, number, project, name, artifact_location, is_deleted, created_at, updated_at FROM experiments WHERE project = {project} AND name = {name}", row => ReadExperiment(row, 0));

    public static List<Experiment> ListExperiments(ReadSession session, IReadOnlyList<long> keys)
    {
        Sql sql = $"SELECT id, number, project, name, artifact_location, is_deleted, created_at, updated_at FROM experiments WHERE id IN ";
        return session.Query(Numbers.Append(sql, keys), row => ReadExperiment(row, 0));
    }

    public static List<Experiment> ListExperiments(ReadSession session, string project, IReadOnlyList<long> numbers)
    {
        Sql sql = $"SELECT id, number, project, name, artifact_location, is_deleted, created_at, updated_at FROM experiments WHERE project = {project} AND number IN ";
        return session.Query(Numbers.Append(sql, numbers), row => ReadExperiment(row, 0));
    }

    public static long NextNumber(ReadSession session, string project) => session.Count($"SELECT COALESCE(MAX(number), -1) + 1 FROM experiments WHERE project = {project}");

    public static void AddExperiment(WriteSession session, Experiment experiment)
    {
        var key = session.Count($"SELECT COALESCE(MAX(id), 0) + 1 FROM experiments");
        session.Execute(
            $"""
            INSERT INTO experiments (id, project, number, name, artifact_location, is_deleted, created_at, updated_at)
            VALUES ({key}, {experiment.Project}, {experiment.Number}, {experiment.Name}, {experiment.ArtifactLocation}, {experiment.IsDeleted}, {experiment.CreatedAt}, {experiment.UpdatedAt})
            """);
    }

    public static void UpdateExperiment(WriteSession session, Experiment experiment) => session.Execute(
        $"UPDATE experiments SET name = {experiment.Name}, updated_at = {experiment.UpdatedAt} WHERE id = {experiment.Key}");

    public static List<(long Experiment, NamedText Tag)> ListExperimentTags(ReadSession session, IReadOnlyList<long> keys)
    {
        Sql sql = $"SELECT experiment, key, value FROM experiment_tags WHERE experiment IN ";
        return session.Query(Numbers.Append(sql, keys).Append($" ORDER BY key"), row => (row.Long(0), new NamedText(row.Text(1), row.Text(2))));
    }

    public static void SetExperimentTag(WriteSession session, long experiment, NamedText tag) => session.Execute(
        $"INSERT INTO experiment_tags (experiment, key, value) VALUES ({experiment}, {tag.Key}, {tag.Value}) ON CONFLICT (experiment, key) DO UPDATE SET value = excluded.value");

    public static bool RemoveExperimentTag(WriteSession session, long experiment, string key) => session.Execute($"DELETE FROM experiment_tags WHERE experiment = {experiment} AND key = {key}") > 0;

    public static Run? FindRun(ReadSession session, string project, string id) => session.First(
        $"""
        SELECT r.id, r.uuid, r.name, r.user_id, r.status, r.start_time, r.end_time, r.artifact_uri, r.is_deleted, e.id, e.number, e.project, e.name, e.artifact_location, e.is_deleted, e.created_at, e.updated_at
        FROM runs r JOIN experiments e ON e.id = r.experiment WHERE r.uuid = {id} AND e.project = {project}
        """,
        ReadRun);

    public static string? FindProject(ReadSession session, string run) =>
        session.First($"SELECT e.project FROM runs r JOIN experiments e ON e.id = r.experiment WHERE r.uuid = {run}", row => row.Text(0));

    public static List<Run> ListRuns(ReadSession session, IReadOnlyList<long> keys)
    {
        Sql sql = $"""
            SELECT r.id, r.uuid, r.name, r.user_id, r.status, r.start_time, r.end_time, r.artifact_uri, r.is_deleted, e.id, e.number, e.project, e.name, e.artifact_location, e.is_deleted, e.created_at, e.updated_at
            FROM runs r JOIN experiments e ON e.id = r.experiment WHERE r.id IN 
            """;
        return session.Query(Numbers.Append(sql, keys), ReadRun);
    }

    public static long AddRun(WriteSession session, Run run)
    {
        var key = session.Count($"SELECT COALESCE(MAX(id), 0) + 1 FROM runs");
        session.Execute(
            $"""
            INSERT INTO runs (id, uuid, experiment, name, user_id, status, start_time, end_time, artifact_uri, is_deleted)
            VALUES ({key}, {run.Id}, {run.Experiment.Key}, {run.Name}, {run.UserId}, {RunStatuses.NameOf(run.Status)}, {run.StartTime}, {run.EndTime}, {run.ArtifactUri}, {run.IsDeletedItself})
            """);
        return key;
    }

    public static void UpdateRun(WriteSession session, Run run) => session.Execute(
        $"UPDATE runs SET name = {run.Name}, status = {RunStatuses.NameOf(run.Status)}, end_time = {run.EndTime} WHERE id = {run.Key}");

    /// <summary>Stands for the time at which a run was deleted once it is being cleared away.</summary>
    public const long BeingCleared = -1;

    public static bool IsBeingCleared(ReadSession session, long run) => session.Exists($"SELECT 1 FROM runs WHERE id = {run} AND deleted_at = {BeingCleared}");

    public static void SetRunDeleted(WriteSession session, long run, long? at) => session.Execute($"UPDATE runs SET is_deleted = {at is not null}, deleted_at = {at} WHERE id = {run}");

    public static void SetExperimentDeleted(WriteSession session, long experiment, long? at, long now) =>
        session.Execute($"UPDATE experiments SET is_deleted = {at is not null}, deleted_at = {at}, updated_at = {now} WHERE id = {experiment}");

    private static Experiment ReadExperiment(Row row, int first) =>
        new(row.Long(first + 1), row.Text(first + 2), row.Text(first + 3), row.Text(first + 4), row.Bool(first + 5), row.Long(first + 6), row.Long(first + 7)) { Key = row.Long(first) };

    private static Run ReadRun(Row row)
    {
        _ = RunStatuses.TryParse(row.Text(4), out var status);
        return new(row.Text(1), ReadExperiment(row, 9), row.Text(2), row.Text(3), status, row.Long(5), row.LongOrNull(6), row.Text(7)) { Key = row.Long(0), IsDeletedItself = row.Bool(8) };
    }
}
