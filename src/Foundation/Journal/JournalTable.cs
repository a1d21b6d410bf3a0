using System.Text.Json;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;

namespace Athanor.Foundation.Journal;

/// <summary>All SQL of the Journal. Writing happens at the end of a group, under the writer's lock.</summary>
internal static class JournalTable
{
    // How many rows one statement inserts: few sizes, so that few texts are prepared, and few round trips for a large group.
    private static readonly int[] BatchSizes = [16, 4, 1];

    public static ChainHead ReadHead(ReadSession session) =>
        session.First($"SELECT sequence, hash FROM journal_head", row => new ChainHead(row.Long(0), row.Blob(1))) ?? ChainHead.Empty;

    /// <summary>Answers the new head, or null where there was nothing to append.</summary>
    public static ChainHead? Append(WriteSession session, IReadOnlyList<RecordedFact> facts, DateTimeOffset now)
    {
        if (facts.Count == 0) return null;

        var head = ReadHead(session);
        var (rows, links) = (new List<LinkedFact>(facts.Count), new List<(string Parent, long Sequence)>());
        var at = Timestamp.ToMicroseconds(now);
        foreach (var fact in facts)
        {
            head = new(head.Sequence + 1, JournalChain.Hash(head.Hash, head.Sequence + 1, at, fact));
            rows.Add(new(head, at, fact));
            links.AddRange(fact.ParentNames.Select(parent => (parent, head.Sequence)));
        }

        foreach (var batch in Batches(rows)) Insert(session, batch);
        foreach (var batch in Batches(links)) InsertLinks(session, batch);
        session.Execute($"INSERT INTO journal_head (id, sequence, hash) VALUES (1, {head.Sequence}, {head.Hash}) ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash");
        return head;
    }

    public static List<JournalEntry> Read(ReadSession session, JournalFilter filter, int limit)
    {
        Sql sql = $"SELECT sequence, at, actor, project, verb, subject, parents, details, hash FROM journal WHERE sequence > {filter.After} AND sequence < {filter.Before}";
        if (filter.Actor is { } actor) sql.Append($" AND actor = {actor}");
        if (filter.Project is { } project) sql.Append($" AND project = {project}");
        if (filter.Verb is { } verb) sql.Append($" AND verb = {verb}");
        if (filter.Subject is { } subject) sql.Append($" AND subject = {subject}");
        if (filter.From is { } from) sql.Append($" AND at >= {from}");
        if (filter.Until is { } until) sql.Append($" AND at < {until}");
        if (filter.Readable is { } readable) sql.Append($" AND project IN {readable}");
        if (filter.Text is { } text) sql.Append($@" AND (lower(details) LIKE lower({Containing(text)}) ESCAPE '\' OR lower(subject) LIKE lower({Containing(text)}) ESCAPE '\')");
        if (filter.NewestFirst) sql.Append($" ORDER BY sequence DESC LIMIT {limit}");
        else sql.Append($" ORDER BY sequence LIMIT {limit}");
        return session.Query(sql, ReadEntry);
    }

    public static List<JournalEntry> ReadCauses(ReadSession session, Subject subject, int limit) => session.Query(
        $"SELECT sequence, at, actor, project, verb, subject, parents, details, hash FROM journal WHERE subject = {subject.ToString()} AND parents <> '[]' ORDER BY sequence LIMIT {limit}",
        ReadEntry);

    public static List<JournalEntry> ReadEffects(ReadSession session, Subject parent, int limit) => session.Query(
        $"""
        SELECT fact.sequence, at, actor, project, verb, subject, parents, details, hash
        FROM journal_links link JOIN journal fact ON fact.sequence = link.sequence
        WHERE link.parent = {parent.ToString()} ORDER BY link.sequence LIMIT {limit}
        """,
        ReadEntry);

    /// <summary>Rows as they are stored, for whoever checks the chain: nothing is parsed, so that nothing an intruder wrote can stop the check or hide from it.</summary>
    public static List<StoredFact> ReadStored(ReadSession session, long after, int limit) => session.Query(
        $"SELECT sequence, at, actor, project, verb, subject, parents, details, hash FROM journal WHERE sequence > {after} ORDER BY sequence LIMIT {limit}",
        row => new StoredFact(row.Long(0), row.Long(1), row.Utf8(2), row.Utf8(3), row.Utf8(4), row.Utf8(5), row.Utf8(6), row.Utf8(7), row.Blob(8)));

    /// <summary>How many links there are up to a fact; every one of them repeats a parent of a fact.</summary>
    public static long CountLinks(ReadSession session, long until) => session.Count($"SELECT count(*) FROM journal_links WHERE sequence <= {until}");

    private static void Insert(WriteSession session, List<LinkedFact> rows)
    {
        Sql sql = $"INSERT INTO journal (sequence, at, actor, project, verb, subject, parents, details, hash) VALUES ";
        for (var index = 0; index < rows.Count; index++)
        {
            var ((sequence, hash), at, fact) = rows[index];
            if (index > 0) sql.AppendLiteral(", ");
            sql.Append($"({sequence}, {at}, {fact.Actor}, {fact.Project}, {fact.Verb}, {fact.Subject}, {fact.Parents}, {fact.Details}, {hash})");
        }
        session.Execute(sql);
    }

    private static void InsertLinks(WriteSession session, List<(string Parent, long Sequence)> links)
    {
        Sql sql = $"INSERT INTO journal_links (parent, sequence) VALUES ";
        for (var index = 0; index < links.Count; index++)
        {
            if (index > 0) sql.AppendLiteral(", ");
            sql.Append($"({links[index].Parent}, {links[index].Sequence})");
        }
        session.Execute(sql);
    }

    private static IEnumerable<List<T>> Batches<T>(List<T> rows)
    {
        for (var start = 0; start < rows.Count;)
        {
            var size = BatchSizes.First(size => size <= rows.Count - start);
            yield return rows.GetRange(start, size);
            start += size;
        }
    }

    private static JournalEntry ReadEntry(Row row) => new(
        row.Long(0),
        row.Time(1),
        row.Text(2),
        row.Text(3) is { Length: > 0 } project ? project : null,
        row.Text(4),
        Subject.Parse(row.Text(5)),
        [.. JsonSerializer.Deserialize<string[]>(row.Text(6))!.Select(Subject.Parse)],
        row.Text(7),
        row.Blob(8));

    private static string Containing(string text) => $"%{EscapeLike(text)}%";

    private static string EscapeLike(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    private sealed record LinkedFact(ChainHead Head, long Microseconds, RecordedFact Fact);
}
