using System.Runtime.CompilerServices;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;

namespace Athanor.Foundation.Journal;

/// <summary>Reads the Journal: search, the live feed, lineage, and the proof that nobody has changed it.</summary>
public sealed class JournalReader(IDatabase database)
{
    public const int MaximumPage = 1000;
    private const int CheckedAtOnce = 2000;
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
            var page = await SearchAsync(filter with { After = after, Before = head.Sequence + 1, NewestFirst = false }, MaximumPage, cancellation);
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

    /// <summary>Recomputes every hash from the first fact on, page by page, so that its memory does not grow with the Journal.</summary>
    public async Task<ChainVerdict> VerifyAsync(ChainHead? anchor, IProgress<long>? progress, CancellationToken cancellation)
    {
        var head = await HeadAsync(cancellation);
        var last = ChainHead.Empty;
        while (last.Sequence < head.Sequence)
        {
            var page = await database.ReadAsync(session => JournalTable.ReadStored(session, last.Sequence, CheckedAtOnce), cancellation);
            foreach (var fact in page.TakeWhile(fact => fact.Sequence <= head.Sequence))
            {
                if (fact.Sequence != last.Sequence + 1) return Missing(last, head, until: fact.Sequence);
                var hash = fact.HashAfter(last.Hash);
                if (!hash.AsSpan().SequenceEqual(fact.Hash)) return ChainVerdict.Broken(last.Sequence, head, fact.Sequence, $"Fact {fact.Sequence} was altered, or exchanged with another.");
                last = new(fact.Sequence, hash);
                if (anchor?.Sequence == last.Sequence && !anchor.Hash.AsSpan().SequenceEqual(hash))
                    return ChainVerdict.Broken(last.Sequence, head, last.Sequence, $"The Journal up to fact {last.Sequence} is not the one that was anchored.");
            }
            if (page.Count == 0) return Missing(last, head, until: head.Sequence + 1);
            progress?.Report(last.Sequence);
        }

        if (!last.Hash.AsSpan().SequenceEqual(head.Hash)) return ChainVerdict.Broken(last.Sequence, head, last.Sequence, $"The recorded head is not the hash of fact {last.Sequence}.");
        if (await FirstBeyondAsync(head, cancellation) is { } beyond) return ChainVerdict.Broken(last.Sequence, head, beyond, $"Fact {beyond} stands beyond the recorded head.");
        if (anchor?.Sequence > head.Sequence) return Missing(last, head, until: anchor.Sequence + 1);
        return ChainVerdict.Whole(head);
    }

    private static ChainVerdict Missing(ChainHead last, ChainHead head, long until)
    {
        var (first, final) = (last.Sequence + 1, until - 1);
        return ChainVerdict.Broken(last.Sequence, head, first, first == final ? $"Fact {first} was removed." : $"Facts {first} to {final} were removed.");
    }

    private async Task<long?> FirstBeyondAsync(ChainHead head, CancellationToken cancellation)
    {
        // Facts committed since the head was read are no intruders: the head has moved with them.
        var (stored, now) = await database.ReadAsync(session => (JournalTable.ReadStored(session, head.Sequence, 1), JournalTable.ReadHead(session)), cancellation);
        return stored is [var beyond] && beyond.Sequence > now.Sequence ? beyond.Sequence : null;
    }

    private static IEnumerable<LineageEdge> EdgesOf(ReadSession session, Subject subject, LineageDirection direction, int depth) => direction switch
    {
        LineageDirection.Up =>
            from fact in JournalTable.ReadCauses(session, subject, MaximumPage)
            from parent in fact.Parents
            select new LineageEdge(parent, subject, fact.Verb, fact.Sequence, fact.Time, fact.Project, depth),
        _ =>
            from fact in JournalTable.ReadEffects(session, subject, MaximumPage)
            select new LineageEdge(subject, fact.Subject, fact.Verb, fact.Sequence, fact.Time, fact.Project, depth),
    };
}
