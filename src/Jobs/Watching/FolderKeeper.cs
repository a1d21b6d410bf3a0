using Athanor.Foundation.Databases;
using Athanor.Jobs.Scheduling;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Athanor.Jobs.Watching;

/// <summary>Removes the folders of jobs that ended long ago; what the database knows of them stays.</summary>
internal sealed partial class FolderKeeper(IDatabase database, AttemptFolders folders, JobsOptions options, TimeProvider clock, ILogger<FolderKeeper> logger) : BackgroundService
{
    private const int AtOnce = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.KeptFor <= TimeSpan.Zero) return;
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await RemoveAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                CouldNotRemove(logger, failure.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RemoveAsync(CancellationToken cancellation)
    {
        var before = clock.GetUtcNow() - options.KeptFor;
        for (long after = 0; ;)
        {
            var ended = await database.ReadAsync(session => JobsDatabase.ListEndedBefore(session, before, after, AtOnce), cancellation);
            foreach (var folder in ended.SelectMany(folders.AllOf)) Directory.Delete(folder, recursive: true);
            if (ended.Count < AtOnce) return;
            after = ended[^1];
        }
    }

    [LoggerMessage(LogLevel.Warning, "Folders of jobs that ended long ago could not be removed: {Reason}")]
    private static partial void CouldNotRemove(ILogger logger, string reason);
}
