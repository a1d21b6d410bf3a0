using Athanor.Datasets.Trees;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;

namespace Athanor.Datasets;

/// <summary>All SQL of trees: their nodes, and the changes of branches that wait to be put into them.</summary>
internal static class TreesDatabase
{
    public static byte[]? FindNode(ReadSession session, long dataset, Digest hash) =>
        session.First($"SELECT content FROM dataset_nodes WHERE dataset = {dataset} AND hash = {hash.ToArray()}", row => row.Blob(0));

    /// <summary>A node that is there already belongs to this epoch from now on, so that a collection that began before leaves it.</summary>
    public static void SaveNode(WriteSession session, long dataset, Digest hash, long epoch, byte[] content) => session.Execute(
        $"""
        INSERT INTO dataset_nodes (dataset, hash, epoch, content) VALUES ({dataset}, {hash.ToArray()}, {epoch}, {content})
        ON CONFLICT (dataset, hash) DO UPDATE SET epoch = excluded.epoch
        """);

    public static List<(Digest Hash, long Size)> ListNodes(ReadSession session, long dataset, byte[] after, long beforeEpoch, int limit) => session.Query(
        $"SELECT hash, LENGTH(content) FROM dataset_nodes WHERE dataset = {dataset} AND hash > {after} AND epoch < {beforeEpoch} ORDER BY hash LIMIT {limit}", row => (Digest.Read(row.Blob(0)), row.Long(1)));

    public static bool RemoveNode(WriteSession session, long dataset, Digest hash, long beforeEpoch) =>
        session.Execute($"DELETE FROM dataset_nodes WHERE dataset = {dataset} AND hash = {hash.ToArray()} AND epoch < {beforeEpoch}") > 0;

    public static (long Nodes, long Bytes) MeasureNodes(ReadSession session, long dataset) =>
        session.First($"SELECT COUNT(*), COALESCE(SUM(LENGTH(content)), 0) FROM dataset_nodes WHERE dataset = {dataset}", row => (row.Long(0), row.Long(1)));

    public static TreeChange? FindChange(ReadSession session, long branch, string path) =>
        session.First($"SELECT path, entry FROM dataset_changes WHERE branch = {branch} AND path = {path}", row => (TreeChange?)ReadChange(row));

    /// <summary>In the order of paths, from one on.</summary>
    public static List<TreeChange> ListChanges(ReadSession session, long branch, string from, int limit) =>
        session.Query($"SELECT path, entry FROM dataset_changes WHERE branch = {branch} AND path >= {from} ORDER BY path LIMIT {limit}", ReadChange);

    /// <summary>Whether no change waited for this path before.</summary>
    public static bool SetChange(WriteSession session, long branch, TreeChange change)
    {
        var isNew = !session.Exists($"SELECT 1 FROM dataset_changes WHERE branch = {branch} AND path = {change.Path}");
        session.Execute(
            $"""
            INSERT INTO dataset_changes (branch, path, entry) VALUES ({branch}, {change.Path}, {(change.Entry is { } entry ? NodeCodec.Encode(new(0, [entry], [])) : null)})
            ON CONFLICT (branch, path) DO UPDATE SET entry = excluded.entry
            """);
        return isNew;
    }

    public static void RemoveChanges(WriteSession session, long branch) => session.Execute($"DELETE FROM dataset_changes WHERE branch = {branch}");

    public static void AddImport(WriteSession session, long branch, Subject import) => session.Execute($"INSERT INTO dataset_imports (branch, name) VALUES ({branch}, {import.Name}) ON CONFLICT DO NOTHING");

    /// <summary>The imports that the next commit comes from; it has them now.</summary>
    public static List<Subject> TakeImports(WriteSession session, long branch)
    {
        var imports = session.Query($"SELECT name FROM dataset_imports WHERE branch = {branch} ORDER BY name", row => new Subject("import", row.Text(0)));
        if (imports.Count > 0) session.Execute($"DELETE FROM dataset_imports WHERE branch = {branch}");
        return imports;
    }

    private static TreeChange ReadChange(Row row) => new(row.Text(0), row.BlobOrNull(1) is { } entry ? NodeCodec.Decode(entry).Entries[0] : null);
}
