using Athanor.Jobs.Model;
using Athanor.Jobs.Queue;
using Athanor.Jobs.Replicas.Samples;
using Athanor.Jobs.Scheduling;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Athanor.Jobs.Watching;

/// <summary>Looks at what runs: who makes no progress is started again from the last checkpoint, and who does nothing for longer than its rule allows is stopped.</summary>
internal sealed partial class RunWatch(JobTable table, AttemptFolders folders, JobStopper stopper, JobsOptions options, TimeProvider clock, ILogger<RunWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly Dictionary<(long Job, int Attempt), GangProgress> _progress = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var running = table.Active.Where(job => job is { State: JobState.Running, Attempt: not null }).ToList();
            foreach (var key in _progress.Keys.Except(running.Select(job => (job.Id, job.Attempts))).ToList()) _progress.Remove(key);
            foreach (var job in running)
            {
                try
                {
                    await LookAsync(job, stoppingToken);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    CouldNotLook(logger, job.Id, failure.Message);
                }
            }
        }
    }

    private async Task LookAsync(Job job, CancellationToken cancellation)
    {
        var folder = folders.RunOf(job).Folder;
        if (options.HangFactor > 0)
        {
            if (!_progress.TryGetValue((job.Id, job.Attempts), out var progress)) _progress[(job.Id, job.Attempts)] = progress = new(job.Specification.Replicas);
            for (var rank = 0; rank < job.Specification.Replicas; rank++)
                if (ReplicaSamples.ReadLast(folder.Replica(rank)) is { Step: { } step, StepAt: { } at }) progress.Note(rank, step, at);
            if (progress.FindHang(clock.GetUtcNow(), options.HangFactor, options.HangLeast) is { } verdict)
            {
                await stopper.StopAsync(JobLedger.System, job.Id, StopIntent.Hang, verdict, cancellation);
                return;
            }
        }
        if (job.Specification.Idle is { } rule && job.Attempt!.StartedAt is { } started && clock.GetUtcNow() - started >= rule.After && IsIdle(job, folder, rule) is { } share)
            await stopper.StopAsync(JobLedger.System, job.Id, StopIntent.Idle, $"It used {share:P0} of what it holds for {rule.After:g}, and its rule allows no less than {rule.Below} %.", cancellation);
    }

    private double? IsIdle(Job job, Executors.AttemptFolder folder, IdleRule rule)
    {
        var now = clock.GetUtcNow();
        var samples = Enumerable.Range(0, job.Specification.Replicas).SelectMany(rank => ReplicaSamples.Read(folder.Replica(rank), now - rule.After, now, 100)).ToList();
        if (samples.Count == 0) return null;
        var share = Utilisation.Of(samples, job.Specification.Needs);
        return share * 100 < rule.Below ? share : null;
    }

    [LoggerMessage(LogLevel.Warning, "Job {JobId} could not be looked at: {Reason}")]
    private static partial void CouldNotLook(ILogger logger, long jobId, string reason);
}
