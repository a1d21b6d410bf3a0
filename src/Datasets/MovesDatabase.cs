using Athanor.Foundation.Databases;
using Athanor.Objects.Keyspaces;

namespace Athanor.Datasets;

/// <summary>All SQL of files that lie elsewhere than their trees say.</summary>
internal static class MovesDatabase
{
    public static ContentPlace? Find(ReadSession session, long dataset, ContentPlace place) => session.First(
        $"SELECT target, target_begins FROM dataset_moves WHERE dataset = {dataset} AND content = {place.Key} AND begins = {place.Offset}", row => new ContentPlace(row.Text(0), row.Long(1)));

    public static List<Move> List(ReadSession session, long dataset, ContentPlace after, int limit) => session.Query(
        $"""
        SELECT content, begins, target, target_begins FROM dataset_moves
        WHERE dataset = {dataset} AND (content > {after.Key} OR (content = {after.Key} AND begins > {after.Offset})) ORDER BY content, begins LIMIT {limit}
        """,
        ReadMove);

    public static List<Move> ListTo(ReadSession session, long dataset, string target) =>
        session.Query($"SELECT content, begins, target, target_begins FROM dataset_moves WHERE dataset = {dataset} AND target = {target} ORDER BY content, begins", ReadMove);

    public static void Set(WriteSession session, long dataset, Move move) => session.Execute(
        $"""
        INSERT INTO dataset_moves (dataset, content, begins, target, target_begins) VALUES ({dataset}, {move.From.Key}, {move.From.Offset}, {move.To.Key}, {move.To.Offset})
        ON CONFLICT (dataset, content, begins) DO UPDATE SET target = excluded.target, target_begins = excluded.target_begins
        """);

    public static void Remove(WriteSession session, long dataset, ContentPlace from) =>
        session.Execute($"DELETE FROM dataset_moves WHERE dataset = {dataset} AND content = {from.Key} AND begins = {from.Offset}");

    private static Move ReadMove(Row row) => new(new(row.Text(0), row.Long(1)), new(row.Text(2), row.Long(3)));
}

/// <summary>A file whose tree says one place, and that lies at another.</summary>
internal readonly record struct Move(ContentPlace From, ContentPlace To);
