using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Athanor.Access.Authorization;
using Athanor.Foundation.Journal;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Athanor.WebConsole.Journal;

/// <summary>New facts as they happen, each already a row of the page, so that the row is written once.</summary>
internal static class FollowJournal
{
    // The browser asks again by itself, and the gate then looks at its session and roles again.
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    public static IResult Handle(HttpContext context, Caller caller, JournalQuery query, JournalReader journal, TimeProvider clock, IHostApplicationLifetime host)
    {
        var after = long.TryParse(context.Request.Headers["Last-Event-ID"], out var last) && last >= 0 ? last : query.After ?? 0;
        var filter = query.FilterFor(caller) with { After = after, Before = long.MaxValue };
        return TypedResults.ServerSentEvents(RowsAsync(context, filter, journal, clock, host.ApplicationStopping, context.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<string>> RowsAsync(
        HttpContext context, JournalFilter filter, JournalReader journal, TimeProvider clock, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var lifetime = new CancellationTokenSource(Lifetime, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(lifetime.Token, stopping, cancellation);
        var request = ConsoleRequest.Of(context);

        yield return new("", "open") { ReconnectionInterval = TimeSpan.FromSeconds(1) };
        await using var facts = journal.FollowAsync(filter, end.Token).GetAsyncEnumerator(end.Token);
        while (await MovesAsync(facts))
        {
            var row = await ConsoleRenderer.RenderAsync<FactRow>(context.RequestServices, request, nameof(FactRow.Fact), facts.Current);
            yield return new(row, "fact") { EventId = $"{facts.Current.Sequence}" };
        }
    }

    private static async Task<bool> MovesAsync(IAsyncEnumerator<JournalEntry> facts)
    {
        try
        {
            return await facts.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
