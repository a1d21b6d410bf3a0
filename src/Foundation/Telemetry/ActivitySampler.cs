using System.Diagnostics;
using Athanor.Foundation.Units;
using Microsoft.Extensions.Hosting;

namespace Athanor.Foundation.Telemetry;

/// <summary>Turns what happened in each interval into a sample for the charts.</summary>
internal sealed class ActivitySampler(RequestWindow window, ActivityHistory history, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ActivityHistory.Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) history.Add(Take());
    }

    private ActivitySample Take()
    {
        var (requests, failures, median, slowest) = window.Take();
        var seconds = ActivityHistory.Interval.TotalSeconds;
        using var process = Process.GetCurrentProcess();
        return new(clock.GetUtcNow(), requests / seconds, failures / seconds, median, slowest, new Bytes(process.WorkingSet64));
    }
}
