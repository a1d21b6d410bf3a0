using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Jobs.Executors;
using Athanor.Jobs.Executors.Local;
using Athanor.Jobs.Launching;
using Athanor.Jobs.Model;
using Athanor.Jobs.Planning;
using Athanor.Jobs.Queue;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Athanor.Jobs.Scheduling;

/// <summary>
/// Decides in rounds: a round begins when something changed, reads a snapshot, lets the planner decide, and applies what still holds. There is
/// one for all of this server's machines.
/// </summary>
internal sealed partial class Scheduler(
    IDatabase database, JobTable table, JobLedger ledger, ExecutorSet executors, LocalMachine machine, QueueReader reader, FairShares shares, AttemptRunner runner, JobStopper stopper, JobsMetrics metrics,
    TimeProvider clock, ILogger<Scheduler> logger) : BackgroundService
{
    // What only time brings about, such as the end of a retry's wait, is noticed this late at most.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var isLoaded = false; !stoppingToken.IsCancellationRequested;)
        {
            var change = table.NextChange;
            try
            {
                if (!isLoaded) await LoadAsync(stoppingToken);
                isLoaded = true;
                await RunRoundAsync(stoppingToken);
            }
            catch (ProblemException away)
            {
                RoundMustWait(logger, away.Message);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                RoundFailed(logger, failure);
            }
            await Task.WhenAny(change, Task.Delay(LongestPause, clock, stoppingToken));
        }
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        await shares.LoadAsync(cancellation);
        var jobs = await database.ReadAsync(JobsDatabase.ListActive, cancellation);
        foreach (var job in jobs) table.Remember(job);
        foreach (var job in jobs)
        {
            metrics.Found(job);
            if (JobMoves.HasPlace(job.State)) runner.Begin(job);
            if (job.State == JobState.Stopping) await stopper.SendAsync(job, cancellation);
        }
        if (table.Active.Count(job => JobMoves.HasPlace(job.State)) is > 0 and var adopted) Adopted(logger, adopted);
    }

    private async Task RunRoundAsync(CancellationToken cancellation)
    {
        shares.Accrue(table.Active.Where(job => JobMoves.HasPlace(job.State)));
        await shares.KeepAsync(cancellation);
        await ReleaseAsync(cancellation);

        var begin = clock.GetTimestamp();
        var plan = Planner.Decide(reader.Read(shares.Describe()));
        reader.Promises = plan.Promises;
        metrics.Decided(clock.GetElapsedTime(begin));
        await StartAsync(plan.Starts, cancellation);
        await PassOnAsync(cancellation);
        foreach (var preemption in plan.Preemptions) await stopper.PreemptAsync(preemption, cancellation);
    }

    // Retries whose time has come.
    private async Task ReleaseAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var due = table.Active.Where(job => job is { State: JobState.Held, NotBefore: { } time } && time <= now).ToList();
        if (due.Count == 0) return;
        await ledger.ChangeAllAsync(
            JobLedger.System, [.. due.Select(job => (job.Id, (Func<Job, Job?>)(held => held.State == JobState.Held && held.NotBefore is not null ? held with { State = JobState.Queued, QueuedAt = now, NotBefore = null } : null)))], cancellation);
    }

    private Task StartAsync(IReadOnlyList<PlannedStart> starts, CancellationToken cancellation)
    {
        var (taken, ports) = (Places().ToList(), Ports());
        var changes = new List<(long, Func<Job, Job?>)>();
        foreach (var start in starts)
        {
            if (table.Find(start.Job) is not { } job || machine.Assign(job.Specification.Needs, start.Nodes.Count, taken) is not { } places) continue;
            taken.AddRange(places);
            var port = MasterPorts.Choose(job.Id, job.Attempts + 1, ports);
            ports.Add(port);
            changes.Add((job.Id, queued => Place(queued, LocalExecutor.ExecutorName, places, port)));
        }
        return BeginAsync(changes, cancellation);
    }

    // An executor with a queue of its own gets its jobs at once: who waits there waits by its rules.
    private Task PassOnAsync(CancellationToken cancellation)
    {
        var ports = Ports();
        var changes = new List<(long, Func<Job, Job?>)>();
        foreach (var job in table.Active.Where(job => job.State == JobState.Queued))
        {
            if (executors.Of(job.Specification) is not { Nodes.Count: 0 } executor) continue;
            var port = MasterPorts.Choose(job.Id, job.Attempts + 1, ports);
            ports.Add(port);
            changes.Add((job.Id, queued => Place(queued, executor.Name, [], port)));
        }
        return BeginAsync(changes, cancellation);
    }

    private async Task BeginAsync(List<(long, Func<Job, Job?>)> changes, CancellationToken cancellation)
    {
        if (changes.Count == 0) return;
        foreach (var placed in await ledger.ChangeAllAsync(JobLedger.System, changes, cancellation)) runner.Begin(placed);
    }

    private Job? Place(Job job, string executor, IReadOnlyList<ReplicaPlace> places, int port)
    {
        if (job.State != JobState.Queued) return null;
        var attempt = new Attempt(job.Id, job.Attempts + 1, executor, places, clock.GetUtcNow()) { MasterPort = port };
        return job with { State = JobState.Placed, Attempts = attempt.Number, Attempt = attempt, Reason = "" };
    }

    private IEnumerable<ReplicaPlace> Places() => table.Active.Where(job => JobMoves.HasPlace(job.State)).SelectMany(job => job.Attempt!.Places);

    private HashSet<int> Ports() => [.. table.Active.Where(job => JobMoves.HasPlace(job.State)).Select(job => job.Attempt!.MasterPort)];

    [LoggerMessage(LogLevel.Information, "{Count} jobs were under way when this server started; it goes on with them.")]
    private static partial void Adopted(ILogger logger, int count);

    [LoggerMessage(LogLevel.Warning, "A round of the scheduler could not be finished; the next one tries again: {Reason}")]
    private static partial void RoundMustWait(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Error, "A round of the scheduler failed; the next one tries again.")]
    private static partial void RoundFailed(ILogger logger, Exception failure);
}
