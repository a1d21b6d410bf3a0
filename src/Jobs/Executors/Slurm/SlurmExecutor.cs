using System.Security.Cryptography;
using System.Text;
using Athanor.Foundation.Problems;
using Athanor.Jobs.Model;
using Athanor.Jobs.Planning;
using Athanor.Jobs.Replicas;
using Athanor.Jobs.Replicas.Samples;

namespace Athanor.Jobs.Executors.Slurm;

/// <summary>
/// Runs attempts on a Slurm cluster, which decides when and where. Every rank runs under the same shim as on this machine, with its folder on the
/// shared file system: how it ended is read there, and Slurm is only asked whether there is anybody left who could say.
/// </summary>
internal sealed class SlurmExecutor(SlurmOptions options, SlurmCommands commands, SlurmQueue queue, IReadOnlyList<string> program, TimeProvider clock) : IExecutor
{
    public const string ExecutorName = "slurm";

    // Time for what a replica wrote at its end to be seen here, on file systems that keep what they know for a moment.
    private static readonly TimeSpan Propagation = TimeSpan.FromSeconds(5);
    private static readonly StopRequest Fence = new(null, TimeSpan.Zero);

    public string Name => ExecutorName;

    public IReadOnlyList<PlannedNode> Nodes => [];

    public string Region => options.Region;

    public async Task<string> StartAsync(AttemptRun run, IReadOnlyList<ReplicaLaunch> launches, CancellationToken cancellation)
    {
        if (await FindAsync(run, cancellation) is { } known) return known;
        foreach (var launch in launches)
            if (run.Folder.Replica(launch.Rank) is var folder && folder.ReadLaunch() is null) folder.Write(launch);
        var script = Path.Combine(run.Folder.Path, "slurm.sh");
        await File.WriteAllTextAsync(script, SlurmScript.Text, cancellation);
        var (code, answer, errors) = await commands.RunAsync(
            "sbatch",
            [
                "--parsable", $"--job-name={NameOf(run)}", $"--output={Path.Combine(run.Folder.Path, "slurm.log")}", "--open-mode=append", $"--chdir={run.Folder.Path}",
                .. SlurmRequest.Arguments(run.Job.Specification, options), script, run.Folder.Path, .. options.Program.Length > 0 ? [options.Program] : program,
            ],
            cancellation);
        return code == 0 ? answer.Trim().Split(';')[0] : await SettleAsync(run, errors, cancellation);
    }

    // A controller that dies while it answers may have taken the job nevertheless. As long as nobody can say, the attempt is where it was; it is refused when Slurm answers and does not know it.
    private async Task<string> SettleAsync(AttemptRun run, string errors, CancellationToken cancellation)
    {
        if (await FindSurelyAsync(run, errors, cancellation) is { } taken) return taken;
        for (var rank = 0; rank < run.Replicas; rank++)
            if (run.Folder.Replica(rank) is var folder && folder.ReadEnd() is null) folder.Write(new ReplicaEnd(EndReason.NotStarted, null, null, clock.GetUtcNow()) { Detail = "Slurm refused it." });
        throw new ProblemException(JobsProblems.SlurmRefused("sbatch", errors));
    }

    private async Task<string?> FindSurelyAsync(AttemptRun run, string errors, CancellationToken cancellation)
    {
        try
        {
            return await queue.FindByNameAsync(NameOf(run), cancellation);
        }
        catch (ProblemException silent)
        {
            throw new IOException($"Slurm does not say whether it took the job: {errors.Trim()}", silent);
        }
    }

    public async Task<DateTimeOffset?> WaitForStartAsync(AttemptRun run, CancellationToken cancellation)
    {
        // Nothing is to be seen in the folders while it waits in Slurm's queue, maybe for days.
        while (await LookAsync(run, cancellation) is { IsPending: true } or null) await Task.Delay(options.PollInterval, clock, cancellation);
        return await Gang.WaitForStartAsync(run, clock, cancellation);
    }

    public async Task<AttemptOutcome> WaitForEndAsync(AttemptRun run, CancellationToken cancellation)
    {
        var outcome = await Gang.WaitForEndAsync(run, rank => EndOfAsync(run, rank, cancellation), clock);
        if (await HandleOfAsync(run, cancellation) is { } id)
        {
            // The batch script ends with its tasks; what hangs there in spite of that is nobody's any more.
            if (await queue.LookAsync(id, NameOf(run), cancellation) is { IsOver: false }) await commands.RunAsync("scancel", [id], cancellation);
            queue.Forget(id);
        }
        return outcome;
    }

    public async Task StopAsync(AttemptRun run, StopRequest request, CancellationToken cancellation)
    {
        for (var rank = 0; rank < run.Replicas; rank++) ReplicaStop.Request(run.Folder.Replica(rank), request);
        if (await LookAsync(run, cancellation) is { IsPending: true } waiting) await commands.RunAsync("scancel", [waiting.Id], cancellation);
    }

    public async Task<string?> ExplainAsync(AttemptRun run, CancellationToken cancellation) => await LookAsync(run, cancellation) switch
    {
        { IsPending: true } waiting => $"It waits in Slurm's queue as job {waiting.Id}: {waiting.Reason}.",
        null => "It is on its way to Slurm, or Slurm does not answer.",
        var job => $"Slurm has it as job {job.Id}: {job.State.ToLowerInvariant()}.",
    };

    public IReadOnlyList<ReplicaPlace> PlacesOf(AttemptRun run) => [.. Enumerable.Range(0, run.Replicas).Select(rank => new ReplicaPlace(SlurmTask.NodeOf(run.Folder.Replica(rank)) ?? "?"))];

    // The name tells it from the jobs of other servers on the cluster, which count from 1 as well.
    private string NameOf(AttemptRun run) => $"athanor-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(options.Folder)))[..8]}-{run.Job.Id}-{run.Attempt.Number}";

    private async Task<string?> FindAsync(AttemptRun run, CancellationToken cancellation) =>
        await HandleOfAsync(run, cancellation) ?? (run.Folder.Replica(0).ReadLaunch() is null ? null : await queue.FindByNameAsync(NameOf(run), cancellation));

    private static async Task<string?> HandleOfAsync(AttemptRun run, CancellationToken cancellation)
    {
        if (run.Attempt.Handle is { } handle) return handle;
        var file = Path.Combine(run.Folder.Path, SlurmScript.NumberFile);
        return File.Exists(file) ? (await File.ReadAllTextAsync(file, cancellation)).Trim() : null;
    }

    private async Task<SlurmJob?> LookAsync(AttemptRun run, CancellationToken cancellation) => await FindAsync(run, cancellation) is { } id ? await queue.LookAsync(id, NameOf(run), cancellation) : null;

    private async Task<ReplicaEnd> EndOfAsync(AttemptRun run, int rank, CancellationToken cancellation)
    {
        var folder = run.Folder.Replica(rank);
        for (long? overSince = null; ; await Task.Delay(options.PollInterval, clock, cancellation))
        {
            if (folder.ReadEnd() is { } end) return end;
            if (await LookAsync(run, cancellation) is not { IsOver: true } job)
            {
                overSince = null;
                continue;
            }
            overSince ??= clock.GetTimestamp();
            if (clock.GetElapsedTime(overSince.Value) >= Propagation && Conclude(folder, job) is { } lost) return lost;
        }
    }

    /// <summary>
    /// Slurm will start it no more. One that started may still run, where its node lost its daemon or the way to us: it is asked to stop, which its
    /// shim reads once a second, and only one that has been silent for long is taken for dead. Whoever is back after that finds its end, and stops.
    /// </summary>
    private ReplicaEnd? Conclude(ReplicaFolder folder, SlurmJob job)
    {
        var probe = ReplicaProbe.Read(folder);
        if (probe.Standing is ReplicaStanding.Held && ReplicaSamples.ReadLast(folder) is { } sample && clock.GetUtcNow() - sample.At < options.SilentFor)
        {
            if (folder.ReadStop() is null) ReplicaStop.Request(folder, Fence);
            return null;
        }
        ReplicaStop.Request(folder, Fence);
        var end = new ReplicaEnd(ReasonOf(job, probe), null, null, clock.GetUtcNow()) { Detail = $"Slurm says {job.State.ToLowerInvariant()}{(job.Reason is "" or "None" ? "" : $" ({job.Reason})")}" };
        folder.Write(end);
        return end;
    }

    private static EndReason ReasonOf(SlurmJob job, ReplicaProbe probe) => job.State switch
    {
        "CANCELLED" => EndReason.Stopped,
        "TIMEOUT" or "DEADLINE" => EndReason.TimeLimit,
        "OUT_OF_MEMORY" => EndReason.OutOfMemory,
        _ => probe.Standing == ReplicaStanding.Waiting ? EndReason.NotStarted : EndReason.Lost,
    };
}
