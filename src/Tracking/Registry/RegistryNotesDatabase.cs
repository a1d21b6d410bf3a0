using Athanor.Foundation.Databases;
using Athanor.Tracking.Model;
using Athanor.Tracking.Registry.Model;

namespace Athanor.Tracking.Registry;

/// <summary>All SQL of what stands beside models and versions: tags, aliases and the changes of aliases.</summary>
internal static class RegistryNotesDatabase
{
    public static void SetTag(WriteSession session, RegisteredModel model, NamedText tag) => session.Execute(
        $"INSERT INTO registered_model_tags (model, key, value) VALUES ({model.Key}, {tag.Key}, {tag.Value}) ON CONFLICT (model, key) DO UPDATE SET value = excluded.value");

    public static void RemoveTag(WriteSession session, RegisteredModel model, string key) => session.Execute($"DELETE FROM registered_model_tags WHERE model = {model.Key} AND key = {key}");

    public static void SetTag(WriteSession session, long version, NamedText tag) => session.Execute(
        $"INSERT INTO model_version_tags (version, key, value) VALUES ({version}, {tag.Key}, {tag.Value}) ON CONFLICT (version, key) DO UPDATE SET value = excluded.value");

    public static void RemoveTag(WriteSession session, ModelVersion version, string key) => session.Execute($"DELETE FROM model_version_tags WHERE version = {version.Key} AND key = {key}");

    public static ILookup<long, NamedText> ListModelTags(ReadSession session, IReadOnlyList<long> models) => ListTags(session, $"SELECT model, key, value FROM registered_model_tags WHERE model IN ", models);

    public static ILookup<long, NamedText> ListVersionTags(ReadSession session, IReadOnlyList<long> versions) => ListTags(session, $"SELECT version, key, value FROM model_version_tags WHERE version IN ", versions);

    public static ILookup<long, ModelAlias> ListAliases(ReadSession session, IReadOnlyList<long> models)
    {
        Sql sql = $"SELECT model, alias, number FROM model_aliases WHERE model IN ";
        return session
            .Query(Numbers.Append(sql, models).Append($" ORDER BY model, alias"), row => (Model: row.Long(0), Alias: new ModelAlias(row.Text(1), row.Long(2))))
            .ToLookup(row => row.Model, row => row.Alias);
    }

    public static long? FindAlias(ReadSession session, long model, string alias) => session.First<long?>($"SELECT number FROM model_aliases WHERE model = {model} AND alias = {alias}", row => row.Long(0));

    public static void SetAlias(WriteSession session, long model, string alias, long number) => session.Execute(
        $"INSERT INTO model_aliases (model, alias, number) VALUES ({model}, {alias}, {number}) ON CONFLICT (model, alias) DO UPDATE SET number = excluded.number");

    public static void RemoveAlias(WriteSession session, long model, string alias) => session.Execute($"DELETE FROM model_aliases WHERE model = {model} AND alias = {alias}");

    public static AliasChange? LastChange(ReadSession session, long model, string alias) => session.First(
        $"SELECT id, alias, number, behind, way, actor, reason, at FROM model_alias_changes WHERE model = {model} AND alias = {alias} ORDER BY id DESC LIMIT 1", ReadChange);

    public static AliasChange? FindChange(ReadSession session, long key) =>
        session.First($"SELECT id, alias, number, behind, way, actor, reason, at FROM model_alias_changes WHERE id = {key}", ReadChange);

    /// <summary>The newest first.</summary>
    public static List<AliasChange> ListChanges(ReadSession session, long model, string? alias, int limit)
    {
        Sql sql = $"SELECT id, alias, number, behind, way, actor, reason, at FROM model_alias_changes WHERE model = {model}";
        if (alias is not null) sql.Append($" AND alias = {alias}");
        return session.Query(sql.Append($" ORDER BY id DESC LIMIT {limit}"), ReadChange);
    }

    public static void AddChange(WriteSession session, long model, AliasChange change)
    {
        var key = session.Count($"SELECT COALESCE(MAX(id), 0) + 1 FROM model_alias_changes");
        session.Execute(
            $"""
            INSERT INTO model_alias_changes (id, model, alias, number, behind, way, actor, reason, at)
            VALUES ({key}, {model}, {change.Alias}, {change.Version}, {change.Behind}, {change.Way}, {change.Actor}, {change.Reason}, {change.At})
            """);
    }

    private static ILookup<long, NamedText> ListTags(ReadSession session, Sql question, IReadOnlyList<long> keys) => session
        .Query(Numbers.Append(question, keys).Append($" ORDER BY 1, key"), row => (Of: row.Long(0), Tag: new NamedText(row.Text(1), row.Text(2))))
        .ToLookup(row => row.Of, row => row.Tag);

    private static AliasChange ReadChange(Row row) => new(row.Text(1), row.LongOrNull(2), row.Text(4), row.Text(5), row.Text(6), row.Long(7)) { Key = row.Long(0), Behind = row.LongOrNull(3) };
}
