using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Athanor.Access;
using Athanor.Access.Authentication;
using Athanor.Access.Authorization;
using Athanor.Foundation.Journal;

namespace Athanor.App.Doors;

/// <summary>Facts as server-sent events. The stream ends when the server stops, and before the first fact that its caller may no longer read.</summary>
internal sealed class JournalFeed(JournalReader journal, KnownKeys keys, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    public async IAsyncEnumerable<SseItem<JournalFact>> FollowAsync(Caller caller, JournalFilter filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping, cancellation);
        await using var entries = journal.FollowAsync(filter, either.Token).GetAsyncEnumerator(either.Token);
        while (await HasNextAsync(entries) && await MayReadAsync(caller, entries.Current, cancellation))
            yield return new(JournalFact.Of(entries.Current), "fact") { EventId = entries.Current.Sequence.ToString(CultureInfo.InvariantCulture) };
    }

    private async Task<bool> HasNextAsync(IAsyncEnumerator<JournalEntry> entries)
    {
        try
        {
            return await entries.MoveNextAsync();
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return false;
        }
    }

    // A stream may live for days: the key may be revoked and roles taken meanwhile.
    private async Task<bool> MayReadAsync(Caller caller, JournalEntry entry, CancellationToken cancellation)
    {
        if (caller.KeyId is not { } id) return true;
        if (await keys.FindAsync(id, cancellation) is not { } known || !known.IsUsableAt(clock.GetUtcNow())) return false;
        return Authorizer.ProjectsAllowing(known.Caller, AccessPermissions.JournalRead)?.Contains(entry.Project ?? "") is not false;
    }
}
