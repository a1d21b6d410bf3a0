using Athanor.Foundation.Databases;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Athanor.Objects.Blobs;

/// <summary>Gives back, from time to time, the room that deleted objects still take between those that are left.</summary>
internal sealed partial class BlobCompactor(IDatabase database, IBlobStore blobs, BlobRemover remover, ObjectsOptions options, TimeProvider clock, ILogger<BlobCompactor> logger) : BackgroundService
{
    private readonly BlobNames _names = new(database);

    public async Task<CompactionReport> CompactAsync(CancellationToken cancellation)
    {
        if (blobs is not ICompactingBlobStore store) return new(0, 0);
        var report = await store.CompactAsync(_names, cancellation);
        remover.Wake();     // copies of what was deleted while it was copied
        return report;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.CompactionInterval == TimeSpan.Zero) return;

        using var timer = new PeriodicTimer(options.CompactionInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var report = await CompactAsync(stoppingToken);
                if (report.SegmentsDropped > 0) Compacted(logger, report.SegmentsDropped, report.BlobsMoved);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                CouldNotCompact(logger, failure.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Compacted: {Segments} segments are gone, {Blobs} blobs were moved.")]
    private static partial void Compacted(ILogger logger, int segments, int blobs);

    [LoggerMessage(LogLevel.Warning, "Segments could not be compacted and will be tried again: {Reason}")]
    private static partial void CouldNotCompact(ILogger logger, string reason);
}
