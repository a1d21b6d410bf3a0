using System.Diagnostics.Metrics;
using Athanor.Foundation.Databases;
using Athanor.Objects.Blobs;
using Athanor.Objects.Integrity;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Athanor.Objects.Usage;

/// <summary>What the store holds and how it fares, read four times a minute; whoever looks at the metrics costs the database nothing.</summary>
internal sealed partial class ObjectsMetrics : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly IDatabase _database;
    private readonly TimeProvider _clock;
    private readonly ILogger<ObjectsMetrics> _logger;
    private volatile Snapshot _last = new([], 0, 0, null);

    public ObjectsMetrics(IDatabase database, Traffic traffic, TimeProvider clock, IMeterFactory meters, ILogger<ObjectsMetrics> logger)
    {
        (_database, _clock, _logger) = (database, clock, logger);
        var meter = meters.Create("Athanor.Objects");
        meter.CreateObservableGauge("athanor.objects.stored", () => _last.Totals.Select(total => Of(total.Project, total.Bytes)), "By", "Bytes of all versions.");
        meter.CreateObservableGauge("athanor.objects.versions", () => _last.Totals.Select(total => Of(total.Project, total.Objects)), "{version}", "Versions of objects.");
        meter.CreateObservableCounter("athanor.objects.requests", () => traffic.SinceStart.Select(entry => Of(entry.Project, entry.Traffic.Requests)), "{request}", "Requests for buckets that were admitted.");
        meter.CreateObservableCounter("athanor.objects.received", () => traffic.SinceStart.Select(entry => Of(entry.Project, entry.Traffic.BytesReceived)), "By", "Bytes of requests' bodies.");
        meter.CreateObservableCounter("athanor.objects.sent", () => traffic.SinceStart.Select(entry => Of(entry.Project, entry.Traffic.BytesSent)), "By", "Bytes of answers' bodies.");
        meter.CreateObservableGauge("athanor.objects.blobs.dropped", () => _last.Dropped, "{blob}", "Blobs that wait to be removed from disk.");
        meter.CreateObservableGauge("athanor.objects.blobs.damaged", () => _last.Damaged, "{blob}", "Blobs that are known to be damaged.");
        meter.CreateObservableGauge("athanor.objects.scrub.running", () => _last.Scrub is { IsRunning: true } ? 1 : 0, "{pass}", "Whether objects are being read back from the disk.");
        meter.CreateObservableGauge("athanor.objects.scrub.read", () => _last.Scrub?.Bytes ?? 0, "By", "Bytes that the scrubber has read in this pass, or in the last one.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _clock);
        do
        {
            try
            {
                _last = await _database.ReadAsync(
                    session => new Snapshot(UsageDatabase.Totals(session), BlobsDatabase.CountDropped(session), IntegrityDatabase.CountDamaged(session), IntegrityDatabase.FindScrub(session)), stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                CouldNotLook(_logger, failure.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "The metrics of objects stay as they were: {Reason}")]
    private static partial void CouldNotLook(ILogger logger, string reason);

    private static Measurement<long> Of(string project, long value) => new(value, new KeyValuePair<string, object?>("project", project));

    private sealed record Snapshot(IReadOnlyList<(string Project, long Objects, long Bytes)> Totals, long Dropped, long Damaged, ScrubState? Scrub);
}
