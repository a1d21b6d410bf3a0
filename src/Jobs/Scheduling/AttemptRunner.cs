using System.Collections.Concurrent;
using Athanor.Foundation.Problems;
using Athanor.Jobs.Executors;
using Athanor.Jobs.Launching;
using Athanor.Jobs.Model;
using Athanor.Jobs.Queue;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Athanor.Jobs.Scheduling;

/// <summary>
/// Follows each attempt from its place to its end: starts it, notes that it runs, and what it came to. After a restart it begins anew with
/// what is under way; every step finds out by itself whether it was done before.
/// </summary>
internal sealed partial class AttemptRunner(
    JobTable table, JobLedger ledger, ExecutorSet executors, AttemptFolders folders, LaunchComposer composer, Staging staging, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<AttemptRunner> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(long Job, int Attempt), byte> _followed = new();

    /// <summary>At most once for each attempt.</summary>
    public void Begin(Job job)
    {
        if (_followed.TryAdd((job.Id, job.Attempt!.Number), 0)) _ = FollowAsync(job.Id, job.Attempt.Number, lifetime.ApplicationStopping);
    }

    private async Task FollowAsync(long id, int number, CancellationToken stopping)
    {
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await RunAsync(id, stopping);
                break;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // The world may mend itself: the disk is full, the database away. The attempt is where it was.
                if (failure is ProblemException or IOException) MustWait(logger, id, number, failure.Message);
                else CouldNotFollow(logger, id, number, failure);
                await Task.Delay(Pause, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        _followed.TryRemove((id, number), out _);
    }

    private async Task RunAsync(long id, CancellationToken cancellation)
    {
        if (table.Find(id) is not { Attempt: not null } job) return;
        var (run, executor) = (folders.RunOf(job), executors.Find(job.Attempt.Executor));
        var (started, fault) = await StartAsync(run, executor, cancellation);
        run = started;
        var outcome = fault ?? await WaitAsync(run, executor, cancellation);
        if (outcome.IsSuccess && await staging.StoreAsync(run, cancellation) is { } notStored) outcome = outcome with { Detail = notStored };
        if (job.Specification.Secrets.Count > 0) ForgetSecrets(run);
        // Where it ended before anybody saw it run, nobody has written down yet where that was.
        var places = job.Attempt.Places.Count > 0 || outcome.StartedAt is null ? job.Attempt.Places : executor.PlacesOf(run);
        var use = UseReader.Read(run with { Attempt = run.Attempt with { Places = places } });
        await ledger.ChangeAsync(JobLedger.System, id, ended => JobMoves.HasPlace(ended.State) ? Outcomes.Of(At(ended, places), outcome, clock.GetUtcNow(), use) : null, cancellation);
    }

    private static Job At(Job job, IReadOnlyList<ReplicaPlace> places) => job.Attempt is { Places.Count: 0 } attempt ? job with { Attempt = attempt with { Places = places } } : job;

    // The run as its executor knows it; an outcome only where it came to nothing.
    private async Task<(AttemptRun Run, AttemptOutcome? Fault)> StartAsync(AttemptRun run, IExecutor executor, CancellationToken cancellation)
    {
        if (run.Attempt.Handle is not null) return (run, null);
        try
        {
            Directory.CreateDirectory(run.Folder.Work);
            Directory.CreateDirectory(run.Folder.Checkpoints);
            if (await staging.PrepareAsync(run, cancellation) is { } fault) return (run, AttemptOutcome.NotStarted(fault, clock.GetUtcNow()));
            var handle = await executor.StartAsync(run, await composer.ComposeAsync(run, cancellation), cancellation);
            if (executor.Nodes.Count == 0) await ledger.NoteAsync(run.Job.Id, attempt => attempt with { Handle = handle }, cancellation);
            return (run with { Attempt = run.Attempt with { Handle = handle } }, null);
        }
        catch (ProblemException refused)
        {
            return (run, AttemptOutcome.NotStarted(refused.Problem.Detail, clock.GetUtcNow()));
        }
    }

    private async Task<AttemptOutcome> WaitAsync(AttemptRun run, IExecutor executor, CancellationToken cancellation)
    {
        var end = executor.WaitForEndAsync(run, cancellation);
        // What ends within a moment is written down once and not twice.
        var start = executor.WaitForStartAsync(run, cancellation);
        if (await Task.WhenAny(start, end) == start && await start is { } startedAt && !end.IsCompleted) await NoteStartAsync(run, executor, startedAt, cancellation);
        return await end;
    }

    // The folder stays for as long as its log is of use; what was secret does not.
    private static void ForgetSecrets(AttemptRun run)
    {
        for (var rank = 0; rank < run.Replicas; rank++)
            if (run.Folder.Replica(rank) is var folder && folder.ReadLaunch() is { } launch) folder.Write(launch with { Environment = new Dictionary<string, string>() });
    }

    private Task<Job?> NoteStartAsync(AttemptRun run, IExecutor executor, DateTimeOffset startedAt, CancellationToken cancellation) => ledger.ChangeAsync(
        JobLedger.System,
        run.Job.Id,
        job => job.State == JobState.Placed ? job with { State = JobState.Running, StartedAt = job.StartedAt ?? startedAt, Attempt = job.Attempt! with { StartedAt = startedAt, Places = executor.PlacesOf(run) } } : null,
        cancellation);

    [LoggerMessage(LogLevel.Warning, "Attempt {Attempt} of job {JobId} cannot be followed at the moment; it is tried again: {Reason}")]
    private static partial void MustWait(ILogger logger, long jobId, int attempt, string reason);

    [LoggerMessage(LogLevel.Error, "Attempt {Attempt} of job {JobId} could not be followed; it is tried again.")]
    private static partial void CouldNotFollow(ILogger logger, long jobId, int attempt, Exception failure);
}
