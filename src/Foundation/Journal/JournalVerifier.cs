using System.Text.Json;
using Athanor.Foundation.Databases;

namespace Athanor.Foundation.Journal;

/// <summary>Recomputes every hash from the first fact on, page by page, so that its memory does not grow with the Journal.</summary>
internal sealed class JournalVerifier(IDatabase database, ChainHead head, ChainHead? anchor)
{
    private const int CheckedAtOnce = 2000;

    private ChainHead _last = ChainHead.Empty;
    private long _parents;

    public async Task<ChainVerdict> VerifyAsync(IProgress<long>? progress, CancellationToken cancellation)
    {
        if (await FirstAsync(after: long.MinValue, cancellation) is < 1 and var before) return Broken(before, $"Fact {before} stands before the first.");

        while (_last.Sequence < head.Sequence)
        {
            if (await CheckPageAsync(cancellation) is { } fault) return fault;
            progress?.Report(_last.Sequence);
        }

        if (!_last.Hash.AsSpan().SequenceEqual(head.Hash)) return Broken(_last.Sequence, $"The recorded head is not the hash of fact {_last.Sequence}.");
        if (await FirstBeyondHeadAsync(cancellation) is { } beyond) return Broken(beyond, $"Fact {beyond} stands beyond the recorded head.");
        if (anchor?.Sequence > head.Sequence) return Missing(until: anchor.Sequence + 1);
        if (await CountLinksAsync(cancellation) is var links && links != _parents) return Broken(head.Sequence, $"Lineage has {links} links where the facts name {_parents} parents.");
        return ChainVerdict.Whole(head);
    }

    private async Task<ChainVerdict?> CheckPageAsync(CancellationToken cancellation)
    {
        // Facts beyond the head are those of writers who went on meanwhile.
        var stored = await database.ReadAsync(session => JournalTable.ReadStored(session, _last.Sequence, CheckedAtOnce), cancellation);
        var page = stored.TakeWhile(fact => fact.Sequence <= head.Sequence).ToList();
        if (page.Count == 0) return Missing(until: head.Sequence + 1);

        foreach (var fact in page)
        {
            if (fact.Sequence != _last.Sequence + 1) return Missing(until: fact.Sequence);
            var hash = fact.HashAfter(_last.Hash);
            if (!hash.AsSpan().SequenceEqual(fact.Hash)) return Broken(fact.Sequence, $"Fact {fact.Sequence} was altered, or exchanged with another.");

            _last = new(fact.Sequence, hash);
            _parents += CountParents(fact);
            if (anchor?.Sequence == fact.Sequence && !anchor.Hash.AsSpan().SequenceEqual(hash))
                return Broken(fact.Sequence, $"The Journal up to fact {fact.Sequence} is not the one that was anchored.");
        }
        return null;
    }

    private static int CountParents(StoredFact fact) => fact.Parents is [(byte)'[', (byte)']'] ? 0 : JsonSerializer.Deserialize<string[]>(fact.Parents)!.Distinct().Count();

    private ChainVerdict Broken(long row, string finding) => ChainVerdict.Broken(_last.Sequence, head, row, finding);

    private ChainVerdict Missing(long until)
    {
        var (first, final) = (_last.Sequence + 1, until - 1);
        return Broken(first, first == final ? $"Fact {first} was removed." : $"Facts {first} to {final} were removed.");
    }

    private Task<long?> FirstAsync(long after, CancellationToken cancellation) =>
        database.ReadAsync(session => JournalTable.ReadStored(session, after, 1) is [var first] ? first.Sequence : (long?)null, cancellation);

    // Facts committed since the head was read are no intruders: the head has moved with them.
    private Task<long?> FirstBeyondHeadAsync(CancellationToken cancellation) => database.ReadAsync(
        session => JournalTable.ReadStored(session, head.Sequence, 1) is [var beyond] && beyond.Sequence > JournalTable.ReadHead(session).Sequence ? beyond.Sequence : (long?)null,
        cancellation);

    private Task<long> CountLinksAsync(CancellationToken cancellation) => database.ReadAsync(session => JournalTable.CountLinks(session, head.Sequence), cancellation);
}
