using System.Runtime.CompilerServices;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;

namespace Athanor.Foundation.Journal;

/// <summary>Reads the Journal: search, the live feed, lineage, and the proof that nobody has changed it.</summary>
public sealed class JournalReader(IDatabase database)
{
    public const int MaximumPage = 1000;
    private const int MaximumEdges = 5000;

    public Task<List<JournalEntry>> SearchAsync(JournalFilter filter, int limit, CancellationToken cancellation) =>
        database.ReadAsync(session => JournalTable.Read(session, filter, Math.Clamp(limit, 1, MaximumPage)), cancellation);

    public Task<ChainHead> HeadAsync(CancellationToken cancellation) => database.ReadAsync(JournalTable.ReadHead, cancellation);

    /// <summary>Facts after a sequence, in order, then those to come; ends only by cancellation. Reading too slowly costs memory to nobody.</summary>
    public async IAsyncEnumerable<JournalEntry> FollowAsync(JournalFilter filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = filter.After;
        while (true)
        {
            // What the filter leaves out is passed over as well, or a quiet project would read the whole Journal each second.
            var head = await HeadAsync(cancellation);
            var page = await SearchAsync(filter with { After = after, Before = Math.Min(filter.Before, head.Sequence + 1), NewestFirst = false }, MaximumPage, cancellation);
            foreach (var entry in page) yield return entry;

            after = page.Count == MaximumPage ? page[^1].Sequence : Math.Max(after, head.Sequence);
            if (page.Count < MaximumPage) await database.WaitForFactsAsync(after, cancellation);
        }
    }

    /// <summary>Walks parents or children, nearest first, each thing once.</summary>
    public Task<List<LineageEdge>> LineageAsync(Subject start, LineageDirection direction, IReadOnlyCollection<string>? readable, CancellationToken cancellation) => database.ReadAsync(
        session =>
        {
            var edges = new List<LineageEdge>();
            var seen = new HashSet<Subject> { start };
            var frontier = new Queue<(Subject Subject, int Depth)>([(start, 1)]);
            while (frontier.TryDequeue(out var next) && edges.Count < MaximumEdges)
            {
                foreach (var edge in EdgesOf(session, next.Subject, direction, next.Depth))
                {
                    if (readable?.Contains(edge.Project ?? "") is false) continue;
                    edges.Add(edge);
                    var found = direction == LineageDirection.Up ? edge.Parent : edge.Child;
                    if (seen.Add(found)) frontier.Enqueue((found, next.Depth + 1));
                }
            }
            return edges;
        },
        cancellation);

    /// <summary>Recomputes every hash, and names the first fact that is not as it was written. An anchor is a head that was noted elsewhere.</summary>
    public async Task<ChainVerdict> VerifyAsync(ChainHead? anchor, IProgress<long>? progress, CancellationToken cancellation) =>
        await new JournalVerifier(database, await HeadAsync(cancellation), anchor).VerifyAsync(progress, cancellation);

    private static IEnumerable<LineageEdge> EdgesOf(ReadSession session, Subject subject, LineageDirection direction, int depth) => direction switch
    {
        LineageDirection.Up =>
            from fact in JournalTable.ReadCauses(session, subject, MaximumPage)
            from parent in fact.Parents
            select new LineageEdge(parent, subject, fact.Verb, fact.Sequence, fact.Time, fact.Project, depth),
        _ =>
            from fact in JournalTable.ReadEffects(session, subject, MaximumPage)
            where fact.Parents.Contains(subject)    // the link is only an index; the fact is what was hashed
            select new LineageEdge(subject, fact.Subject, fact.Verb, fact.Sequence, fact.Time, fact.Project, depth),
    };
}
