using Athanor.Accounting.Model;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Usage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Athanor.Accounting.Keeping;

/// <summary>Looks once a minute, and once more before the server stops, at what is there and what running work has used so far.</summary>
internal sealed partial class Heartbeat(
    IDatabase database, IUsageSource source, IUsageSink book, CapacityKeeper capacity, CostBooks costs, AccountingMetrics metrics, TimeProvider clock, ILogger<Heartbeat> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private DateTimeOffset? _countedUntil;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await LookAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // There was no time left for it: idle time up to now counts as far as jobs ran through it.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Interval, clock);
        do await LookAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            var now = clock.GetUtcNow();
            await capacity.LookAsync(database, source.ListMachines(), now, cancellation);
            await RecordAsync(source.ListRunning(), cancellation);
            await CountAsync(now, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            CouldNotLook(logger, failure.Message);
        }
    }

    // What ends between the look and the record keeps its end.
    private Task RecordAsync(IReadOnlyList<UsageEntry> running, CancellationToken cancellation) => running.Count == 0 ? Task.CompletedTask : database.WriteAsync(
        session =>
        {
            foreach (var entry in running) book.Record(session, entry);
        },
        cancellation);

    // What came before this server started was counted by the one before it.
    private async Task CountAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (_countedUntil is { } from && from < now) metrics.Count(await costs.ReckonAsync(new(from, now, CostGrouping.Project), null, isWhole: true, cancellation));
        _countedUntil = now;
    }

    [LoggerMessage(LogLevel.Warning, "What machines have and jobs use could not be taken down; the next minute tries again: {Reason}")]
    private static partial void CouldNotLook(ILogger logger, string reason);
}
