using Athanor.Foundation.Databases;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Athanor.Objects;

/// <summary>Aborts uploads that their clients have left behind: their parts take room, and no listing of objects shows them.</summary>
internal sealed partial class UploadSweeper(IDatabase database, MultipartUploads uploads, ObjectsOptions options, TimeProvider clock, ILogger<UploadSweeper> logger) : BackgroundService
{
    private const int AbortedAtOnce = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Answers how many were aborted.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var (aborted, limit) = (0, clock.GetUtcNow() - options.UploadLifetime);
        while (await database.ReadAsync(session => UploadsDatabase.Abandoned(session, limit, AbortedAtOnce), cancellation) is { Count: > 0 } abandoned)
        {
            foreach (var upload in abandoned) await uploads.AbortAsync(upload, cancellation);
            aborted += abandoned.Count;
        }
        return aborted;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.UploadLifetime == TimeSpan.Zero) return;

        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                if (await SweepAsync(stoppingToken) is > 0 and var count) Aborted(logger, count);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                CouldNotSweep(logger, failure.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Information, "Aborted {Count} uploads that nobody went on with.")]
    private static partial void Aborted(ILogger logger, int count);

    [LoggerMessage(LogLevel.Warning, "Abandoned uploads could not be aborted and will be tried again: {Reason}")]
    private static partial void CouldNotSweep(ILogger logger, string reason);
}
