using System.Text.Json;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;

namespace Athanor.Foundation.Journal;

/// <summary>All SQL of the Journal. Writing happens at the end of a group, under the writer's lock.</summary>
internal static class JournalTable
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ChainHead ReadHead(ReadSession session) =>
        session.First($"SELECT sequence, hash FROM journal_head", row => new ChainHead(row.Long(0), row.Blob(1))) ?? ChainHead.Empty;

    public static ChainHead Append(WriteSession session, ChainHead head, IReadOnlyList<Fact> facts, DateTimeOffset now)
    {
        if (facts.Count == 0) return head;

        foreach (var fact in facts) head = Append(session, head, fact, now);
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
        if (filter.Text is { } text) sql.Append($@" AND (details LIKE {Containing(text)} ESCAPE '\' OR subject LIKE {Containing(text)} ESCAPE '\')");
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

    /// <summary>Rows as they are stored, for whoever checks the chain: nothing is parsed, so that nothing an intruder wrote can stop the check.</summary>
    public static List<StoredFact> ReadStored(ReadSession session, long after, int limit) => session.Query(
        $"SELECT sequence, at, actor, project, verb, subject, parents, details, hash FROM journal WHERE sequence > {after} ORDER BY sequence LIMIT {limit}",
        row => new StoredFact(row.Long(0), row.Long(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5), row.Text(6), row.Text(7), row.Blob(8)));

    private static ChainHead Append(WriteSession session, ChainHead head, Fact fact, DateTimeOffset now)
    {
        var sequence = head.Sequence + 1;
        var at = Timestamp.ToMicroseconds(now);
        var (subject, project) = (fact.Subject.ToString(), fact.Project ?? "");
        var parents = fact.Parents.Count == 0 ? "[]" : JsonSerializer.Serialize(fact.Parents.Select(parent => parent.ToString()), Compact);
        var details = fact.Details.Count == 0 ? "{}" : fact.Details.ToJsonString(Compact);
        var hash = JournalChain.Hash(head.Hash, sequence, at, fact.Actor, project, fact.Verb, subject, parents, details);

        session.Execute(
            $"""
            INSERT INTO journal (sequence, at, actor, project, verb, subject, parents, details, hash)
            VALUES ({sequence}, {at}, {fact.Actor}, {project}, {fact.Verb}, {subject}, {parents}, {details}, {hash})
            """);
        foreach (var parent in fact.Parents)
            session.Execute($"INSERT INTO journal_links (parent, sequence) VALUES ({parent.ToString()}, {sequence}) ON CONFLICT DO NOTHING");
        return new(sequence, hash);
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
}
