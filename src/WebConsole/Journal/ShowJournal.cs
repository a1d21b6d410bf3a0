using Athanor.Access.Authorization;
using Athanor.Foundation.Journal;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Journal;

internal static class ShowJournal
{
    private const int PageSize = 50;

    public static async Task<IResult> HandleAsync(Caller caller, JournalQuery query, JournalReader journal, CancellationToken cancellation)
    {
        // One more than is shown tells whether there are others beyond.
        var found = await journal.SearchAsync(query.FilterFor(caller), PageSize + 1, cancellation);
        var hasMore = found.Count > PageSize;
        var facts = found.Take(PageSize).OrderByDescending(fact => fact.Sequence).ToList();

        var goesUp = query.After is not null;
        var newer = facts.Count > 0 && (goesUp ? hasMore : query.Before is not null) ? query.AddressAfter(facts[0].Sequence) : null;
        var older = facts.Count > 0 && (goesUp || hasMore) ? query.AddressBefore(facts[^1].Sequence) : null;
        var live = query.IsNewestPage ? query.LiveAddress(facts.FirstOrDefault()?.Sequence ?? 0) : null;
        return ConsolePage.Of<JournalPage, JournalView>(new(query, facts, newer, older, live));
    }
}
