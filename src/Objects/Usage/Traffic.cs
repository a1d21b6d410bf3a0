using System.Collections.Concurrent;
using Athanor.Foundation.Databases;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Athanor.Objects.Usage;

/// <summary>Counts requests and bytes per bucket in memory and writes them down every half a minute, and at the end: a row per request would cost more than it tells.</summary>
internal sealed partial class Traffic(IDatabase database, TimeProvider clock, ILogger<Traffic> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(string Project, string Bucket), TrafficCounter> _counters = new();
    private readonly ConcurrentDictionary<string, TrafficCounter> _sinceStart = new(StringComparer.Ordinal);

    /// <summary>By project, since the server started.</summary>
    public IEnumerable<(string Project, TrafficReport Traffic)> SinceStart => _sinceStart.Select(entry => (entry.Key, entry.Value.Read()));

    public void Note(string project, string bucket, long received, long sent)
    {
        _counters.GetOrAdd((project, bucket), static _ => new()).Add(1, received, sent);
        _sinceStart.GetOrAdd(project, static _ => new()).Add(1, received, sent);
    }

    /// <summary>What could not be written is counted again with the next.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        var taken = _counters.Select(entry => (entry.Key.Project, entry.Key.Bucket, Traffic: entry.Value.Take())).Where(entry => entry.Traffic.Requests > 0).ToList();
        if (taken.Count == 0) return;
        try
        {
            await database.WriteAsync(
                session =>
                {
                    foreach (var (project, bucket, traffic) in taken) UsageDatabase.AddTraffic(session, project, bucket, clock.GetUtcNow(), traffic);
                },
                cancellation);
        }
        catch
        {
            foreach (var (project, bucket, traffic) in taken) _counters[(project, bucket)].Add(traffic.Requests, traffic.BytesReceived, traffic.BytesSent);
            throw;
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryWriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await TryWriteAsync(stoppingToken);
    }

    private async Task TryWriteAsync(CancellationToken cancellation)
    {
        try
        {
            await WriteAsync(cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            CouldNotWrite(logger, failure.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Traffic could not be written and will be tried again: {Reason}")]
    private static partial void CouldNotWrite(ILogger logger, string reason);
}
