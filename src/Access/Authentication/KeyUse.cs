using System.Collections.Concurrent;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Athanor.Access.Authentication;

/// <summary>Keeps when each key was last used, written every half a minute: a write per request would cost more than it tells.</summary>
internal sealed partial class KeyUse(IDatabase database, KnownKeys knownKeys, TimeProvider clock, ILogger<KeyUse> logger) : BackgroundService
{
    private const int LooksPerWrite = 30;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _lastUse = new(StringComparer.Ordinal);

    public void Note(string keyId) => _lastUse[keyId] = clock.GetUtcNow();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        for (var look = 1; await NextAsync(timer, stoppingToken); look++)
        {
            try
            {
                await knownKeys.ForgetIfChangedAsync(stoppingToken);
                if (look % LooksPerWrite == 0) await WriteAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // Without news from the database, roles that were taken elsewhere must not live on.
                knownKeys.Forget();
                CouldNotRefresh(logger, failure.Message);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await WriteAsync(cancellationToken);
        }
        catch (ProblemException failure)
        {
            CouldNotWrite(logger, failure.Message);
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken cancellation)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task WriteAsync(CancellationToken cancellation)
    {
        var uses = _lastUse.ToArray();
        if (uses.Length == 0) return;

        await database.WriteAsync(
            session =>
            {
                foreach (var (id, when) in uses) AccessDatabase.MarkUsed(session, id, when);
            },
            cancellation);
        foreach (var use in uses) _lastUse.TryRemove(use);
    }

    [LoggerMessage(LogLevel.Warning, "Access could not be refreshed from the database: {Reason}")]
    private static partial void CouldNotRefresh(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "The last use of keys could not be written: {Reason}")]
    private static partial void CouldNotWrite(ILogger logger, string reason);
}
