using Athanor.Foundation.Databases;
using Athanor.Tracking.Registry.Model;

namespace Athanor.Tracking.Registry;

/// <summary>All SQL of registered models and their versions themselves; that of tags and aliases is in <see cref="RegistryNotesDatabase"/>.</summary>
internal static class RegistryDatabase
{
    public static RegisteredModel? FindModel(ReadSession session, string project, string name) => session.First(
        $"SELECT id, project, name, identity, description, last_version, created_at, updated_at FROM registered_models WHERE project = {project} AND name = {name}", ReadModel);

    public static List<RegisteredModel> ListModels(ReadSession session, IReadOnlyList<long> keys)
    {
        Sql sql = $"SELECT id, project, name, identity, description, last_version, created_at, updated_at FROM registered_models WHERE id IN ";
        return session.Query(Numbers.Append(sql, keys), ReadModel);
    }

    public static void AddModel(WriteSession session, RegisteredModel model)
    {
        var key = session.Count($"SELECT COALESCE(MAX(id), 0) + 1 FROM registered_models");
        session.Execute(
            $"""
            INSERT INTO registered_models (id, project, name, identity, description, last_version, created_at, updated_at)
            VALUES ({key}, {model.Project}, {model.Name}, {model.Identity}, {model.Description}, {model.LastVersion}, {model.CreatedAt}, {model.UpdatedAt})
            """);
    }

    public static void UpdateModel(WriteSession session, RegisteredModel model) => session.Execute(
        $"UPDATE registered_models SET name = {model.Name}, description = {model.Description}, last_version = {model.LastVersion}, updated_at = {model.UpdatedAt} WHERE id = {model.Key}");

    public static void RemoveModel(WriteSession session, RegisteredModel model) => session.Execute($"DELETE FROM registered_models WHERE id = {model.Key}");

    public static ModelVersion? FindVersion(ReadSession session, string project, string name, long number) => session.First(
        $"""
        SELECT v.id, v.model, v.project, m.name, m.identity, v.number, v.source, v.storage, v.run, v.run_link, v.description, v.stage, v.created_by, v.created_at, v.updated_at
        FROM model_versions v JOIN registered_models m ON m.id = v.model
        WHERE m.project = {project} AND m.name = {name} AND v.number = {number} AND v.is_deleted = 0
        """,
        ReadVersion);

    public static List<ModelVersion> ListVersions(ReadSession session, IReadOnlyList<long> keys)
    {
        Sql sql = $"""
            SELECT v.id, v.model, v.project, m.name, m.identity, v.number, v.source, v.storage, v.run, v.run_link, v.description, v.stage, v.created_by, v.created_at, v.updated_at
            FROM model_versions v JOIN registered_models m ON m.id = v.model WHERE v.is_deleted = 0 AND v.id IN 
            """;
        return session.Query(Numbers.Append(sql, keys), ReadVersion);
    }

    /// <summary>The newest first, below a number.</summary>
    public static List<long> ListVersionKeys(ReadSession session, RegisteredModel model, long below, int limit) => session.Query(
        $"SELECT id FROM model_versions WHERE model = {model.Key} AND is_deleted = 0 AND number < {below} ORDER BY number DESC LIMIT {limit}", row => row.Long(0));

    /// <summary>Of each stage of each model the version with the greatest number, each found along an index however many there are.</summary>
    public static List<long> ListLatestKeys(ReadSession session, IReadOnlyList<long> models)
    {
        Sql sql = $"""
            SELECT v.id FROM registered_models m
            JOIN (SELECT 'None' AS stage UNION ALL SELECT 'Staging' UNION ALL SELECT 'Production' UNION ALL SELECT 'Archived') s ON 1 = 1
            JOIN model_versions v ON v.model = m.id AND v.stage = s.stage AND v.number = (SELECT MAX(o.number) FROM model_versions o WHERE o.model = m.id AND o.stage = s.stage)
            WHERE m.id IN 
            """;
        return session.Query(Numbers.Append(sql, models).Append($" ORDER BY v.model, v.number"), row => row.Long(0));
    }

    public static List<long> ListKeysInStage(ReadSession session, long model, string stage) =>
        session.Query($"SELECT id FROM model_versions WHERE model = {model} AND stage = {stage} AND is_deleted = 0", row => row.Long(0));

    public static long AddVersion(WriteSession session, ModelVersion version)
    {
        var key = session.Count($"SELECT COALESCE(MAX(id), 0) + 1 FROM model_versions");
        session.Execute(
            $"""
            INSERT INTO model_versions (id, model, project, number, source, storage, run, run_link, description, stage, is_deleted, created_by, created_at, updated_at)
            VALUES ({key}, {version.ModelKey}, {version.Project}, {version.Number}, {version.Source}, {version.Storage}, {version.Run ?? ""}, {version.RunLink}, {version.Description}, {version.Stage}, {false}, {version.CreatedBy}, {version.CreatedAt}, {version.UpdatedAt})
            """);
        return key;
    }

    public static void UpdateVersion(WriteSession session, ModelVersion version) => session.Execute(
        $"UPDATE model_versions SET description = {version.Description}, stage = {version.Stage}, updated_at = {version.UpdatedAt} WHERE id = {version.Key}");

    public static void TouchVersions(WriteSession session, RegisteredModel model, long at) => session.Execute($"UPDATE model_versions SET updated_at = {at} WHERE model = {model.Key} AND is_deleted = 0");

    /// <summary>The number is not given again, so its row stays, without anything in it.</summary>
    public static void RemoveVersion(WriteSession session, ModelVersion version)
    {
        session.Execute(
            $"UPDATE model_versions SET is_deleted = 1, source = '', storage = '', run = '', run_link = NULL, description = NULL, stage = {ModelStages.OfDeleted}, updated_at = {version.UpdatedAt} WHERE id = {version.Key}");
        session.Execute($"DELETE FROM model_version_tags WHERE version = {version.Key}");
        session.Execute($"DELETE FROM model_manifests WHERE version = {version.Key}");
        session.Execute($"DELETE FROM model_approvals WHERE version = {version.Key}");
    }

    private static RegisteredModel ReadModel(Row row) =>
        new(row.Text(1), row.Text(2), row.TextOrNull(4), row.Long(6), row.Long(7)) { Key = row.Long(0), Identity = row.Text(3), LastVersion = row.Long(5) };

    private static ModelVersion ReadVersion(Row row) => new(row.Text(2), row.Text(3), row.Long(5), row.Text(6), row.Text(11), row.Text(12), row.Long(13), row.Long(14))
    {
        Key = row.Long(0),
        ModelKey = row.Long(1),
        ModelIdentity = row.Text(4),
        Storage = row.Text(7),
        Run = row.Text(8) is { Length: > 0 } run ? run : null,
        RunLink = row.TextOrNull(9),
        Description = row.TextOrNull(10),
    };
}
