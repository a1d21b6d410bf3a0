using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Athanor.Access;
using Athanor.Access.Authentication;
using Athanor.Access.Authorization;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Journal;

namespace Athanor.App.Doors;

/// <summary>Facts as server-sent events. The stream ends when the server stops, and before the first fact that its caller may no longer read.</summary>
internal sealed class JournalFeed(JournalReader journal, IDatabase database, KnownKeys keys, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    public async IAsyncEnumerable<SseItem<JournalFact>> FollowAsync(Caller caller, JournalFilter filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping, cancellation);
        await using var entries = journal.FollowAsync(filter, either.Token).GetAsyncEnumerator(either.Token);
        long checkedUntil = 0;
        while (await HasNextAsync(entries))
        {
            var entry = entries.Current;
            if (entry.Sequence > checkedUntil)
            {
                checkedUntil = database.LastFact;
                if (!await MayReadAsync(caller, filter, cancellation)) yield break;
            }
            yield return new(JournalFact.Of(entry), "fact") { EventId = entry.Sequence.ToString(CultureInfo.InvariantCulture) };
        }
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

    // A stream may live for days: the key may be revoked and roles taken meanwhile. Every such change is a fact itself, so what was
    // checked when the Journal ended at a fact holds up to that fact. A client whose rights are others now comes back with those.
    private async Task<bool> MayReadAsync(Caller caller, JournalFilter filter, CancellationToken cancellation)
    {
        if (caller.KeyId is not { } id) return true;
        if (await keys.FindCurrentAsync(id, cancellation) is not { } known || !known.IsUsableAt(clock.GetUtcNow())) return false;
        return Authorizer.ProjectsAllowing(known.Caller, AccessPermissions.JournalRead) is not { } now || (filter.Readable is { } then && then.ToHashSet().SetEquals(now));
    }
}
