using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Athanor.Tracking.Clearing;

/// <summary>Clears away what was deleted long enough ago, once an hour.</summary>
internal sealed partial class ClearanceService(Clearance clearance, TrackingOptions options, TimeProvider clock, ILogger<ClearanceService> logger) : BackgroundService
{
    private const string Actor = "system/tracking";
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Retention == TimeSpan.Zero) return;

        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                if (await clearance.ClearAsync(Actor, null, options.Retention, stoppingToken) is { IsEmpty: false } report) Cleared(logger, report.Runs, report.Models, report.MetricBytes + report.FileBytes);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                CouldNotClear(logger, failure.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Information, "Cleared away {Runs} runs and {Models} logged models that were deleted: {Bytes} bytes.")]
    private static partial void Cleared(ILogger logger, long runs, long models, long bytes);

    [LoggerMessage(LogLevel.Warning, "What was deleted could not be cleared away and will be tried again: {Reason}")]
    private static partial void CouldNotClear(ILogger logger, string reason);
}
