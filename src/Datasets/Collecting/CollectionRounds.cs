using Athanor.Foundation.Databases;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Athanor.Datasets.Collecting;

/// <summary>Collects in every dataset, now and then; what a deletion of a dataset left behind, too.</summary>
internal sealed partial class CollectionRounds(IDatabase database, DatasetDirectory datasets, Collector collector, DatasetsOptions options, TimeProvider clock, ILogger<CollectionRounds> logger) : BackgroundService
{
    private const string Actor = "system/datasets";
    private const int ReadAtOnce = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await GuardAsync(FinishDeletionsAsync, stoppingToken);
        if (options.CollectInterval <= TimeSpan.Zero) return;
        using var timer = new PeriodicTimer(options.CollectInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await GuardAsync(CollectAllAsync, stoppingToken);
    }

    private async Task GuardAsync(Func<CancellationToken, Task> act, CancellationToken cancellation)
    {
        try
        {
            await act(cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            CouldNotCollect(logger, failure.Message);
        }
    }

    private async Task FinishDeletionsAsync(CancellationToken cancellation)
    {
        foreach (var name in await database.ReadAsync(DatasetsDatabase.ListAbandoned, cancellation)) await datasets.RemoveContentAsync(name, cancellation);
    }

    private async Task CollectAllAsync(CancellationToken cancellation)
    {
        for (var after = ""; ;)
        {
            var page = await database.ReadAsync(session => DatasetsDatabase.List(session, null, after, ReadAtOnce), cancellation);
            foreach (var dataset in page)
                if (await collector.CollectAsync(Actor, dataset, cancellation) is { Objects: > 0 } report) Collected(logger, dataset.Name, report.Objects, report.Bytes);
            if (page.Count < ReadAtOnce) return;
            after = page[^1].Name;
        }
    }

    [LoggerMessage(LogLevel.Information, "Collected {Objects} objects of {Bytes} bytes that no kept version of {Dataset} names.")]
    private static partial void Collected(ILogger logger, string dataset, long objects, long bytes);

    [LoggerMessage(LogLevel.Warning, "Datasets could not be collected; the next round tries again: {Reason}")]
    private static partial void CouldNotCollect(ILogger logger, string reason);
}
