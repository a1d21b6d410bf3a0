using Athanor.Foundation.Databases;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.LoggedModels;

/// <summary>All SQL of models and of what is known of them; searches are written by <see cref="LoggedModelQuery"/>.</summary>
internal static class LoggedModelsDatabase
{
    public static LoggedModel? Find(ReadSession session, string project, string id) => session.First(
        $"""
        SELECT m.id, m.model_id, e.number, m.name, m.artifact_uri, m.status, m.created_at, m.updated_at, m.model_type, m.source_run, e.is_deleted
        FROM logged_models m JOIN experiments e ON e.id = m.experiment WHERE m.model_id = {id} AND e.project = {project} AND m.is_deleted = 0
        """,
        Read);

    public static List<LoggedModel> List(ReadSession session, IReadOnlyList<long> keys)
    {
        Sql sql = $"""
            SELECT m.id, m.model_id, e.number, m.name, m.artifact_uri, m.status, m.created_at, m.updated_at, m.model_type, m.source_run, e.is_deleted
            FROM logged_models m JOIN experiments e ON e.id = m.experiment WHERE m.id IN 
            """;
        return session.Query(Numbers.Append(sql, keys), Read);
    }

    public static long Add(WriteSession session, long experiment, LoggedModel model)
    {
        var key = session.Count($"SELECT COALESCE(MAX(id), 0) + 1 FROM logged_models");
        session.Execute(
            $"""
            INSERT INTO logged_models (id, model_id, experiment, name, model_type, source_run, artifact_uri, status, created_at, updated_at, is_deleted)
            VALUES ({key}, {model.Id}, {experiment}, {model.Name}, {model.Type}, {model.SourceRun}, {model.ArtifactUri}, {LoggedModelStatuses.ShortNameOf(model.Status)}, {model.CreatedAt}, {model.UpdatedAt}, {false})
            """);
        return key;
    }

    public static void Update(WriteSession session, LoggedModel model) =>
        session.Execute($"UPDATE logged_models SET status = {LoggedModelStatuses.ShortNameOf(model.Status)}, updated_at = {model.UpdatedAt} WHERE id = {model.Key}");

    public static void Delete(WriteSession session, long model, long now) => session.Execute($"UPDATE logged_models SET is_deleted = 1, updated_at = {now} WHERE id = {model}");

    public static string? FindParam(ReadSession session, long model, string key) => session.First($"SELECT value FROM logged_model_params WHERE model = {model} AND key = {key}", row => row.Text(0));

    public static void AddParam(WriteSession session, long model, NamedText param) => session.Execute($"INSERT INTO logged_model_params (model, key, value) VALUES ({model}, {param.Key}, {param.Value})");

    public static void SetTag(WriteSession session, long model, NamedText tag) => session.Execute(
        $"INSERT INTO logged_model_tags (model, key, value) VALUES ({model}, {tag.Key}, {tag.Value}) ON CONFLICT (model, key) DO UPDATE SET value = excluded.value");

    public static bool RemoveTag(WriteSession session, long model, string key) => session.Execute($"DELETE FROM logged_model_tags WHERE model = {model} AND key = {key}") > 0;

    /// <summary>With all that is known of them, in their order.</summary>
    public static List<LoggedModel> Load(ReadSession session, IReadOnlyList<LoggedModel> models)
    {
        long[] keys = [.. models.Select(model => model.Key)];
        var parameters = ListTexts(session, $"SELECT model, key, value FROM logged_model_params WHERE model IN ", keys);
        var tags = ListTexts(session, $"SELECT model, key, value FROM logged_model_tags WHERE model IN ", keys);
        var metrics = ListMetrics(session, keys).ToLookup(row => row.Model, row => row.Metric);
        return [.. models.Select(model => model with { Params = [.. parameters[model.Key]], Tags = [.. tags[model.Key]], Metrics = [.. metrics[model.Key]] })];
    }

    private static ILookup<long, NamedText> ListTexts(ReadSession session, Sql question, long[] keys) => session
        .Query(Numbers.Append(question, keys).Append($" ORDER BY model, key"), row => (Model: row.Long(0), Text: new NamedText(row.Text(1), row.Text(2))))
        .ToLookup(row => row.Model, row => row.Text);

    private static List<(long Model, ModelMetric Metric)> ListMetrics(ReadSession session, long[] keys)
    {
        Sql sql = $"SELECT x.model, x.key, x.step, x.timestamp, x.value, r.uuid, x.dataset_name, x.dataset_digest FROM logged_model_metrics x JOIN runs r ON r.id = x.run WHERE x.model IN ";
        return session.Query(
            Numbers.Append(sql, keys).Append($" ORDER BY x.model, x.key, x.dataset_name, x.dataset_digest, r.uuid"),
            row => (row.Long(0), new ModelMetric(row.Text(1), new(row.Long(2), row.Long(3), SeriesDatabase.ReadValue(row.DoubleOrNull(4))), row.Text(5)) { DatasetName = row.Text(6), DatasetDigest = row.Text(7) }));
    }

    private static LoggedModel Read(Row row) =>
        new(row.Text(1), row.Long(2), row.Text(3), row.Text(4), LoggedModelStatuses.Find(row.Text(5)) ?? LoggedModelStatus.Pending, row.Long(6), row.Long(7))
        {
            Key = row.Long(0),
            Type = row.TextOrNull(8),
            SourceRun = row.TextOrNull(9),
            IsWritable = !row.Bool(10),
        };
}
