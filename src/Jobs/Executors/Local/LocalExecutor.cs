using System.Collections.Concurrent;
using Athanor.Jobs.Model;
using Athanor.Jobs.Planning;
using Athanor.Jobs.Replicas;

namespace Athanor.Jobs.Executors.Local;

/// <summary>Runs replicas on this machine, each under a shim that outlives the server.</summary>
internal sealed class LocalExecutor(LocalMachine machine, ShimPool shims, TimeProvider clock) : IExecutor
{
    public const string ExecutorName = "local";

    private readonly ConcurrentDictionary<string, Task> _handed = new(StringComparer.Ordinal);

    public string Name => ExecutorName;

    public IReadOnlyList<PlannedNode> Nodes => [machine.Node];

    public string Region => machine.Node.Region;

    public Task<string> StartAsync(AttemptRun run, IReadOnlyList<ReplicaLaunch> launches, CancellationToken cancellation)
    {
        foreach (var launch in launches)
        {
            var folder = run.Folder.Replica(launch.Rank);
            if (ReplicaProbe.Read(folder).Standing != ReplicaStanding.Waiting) continue;
            if (folder.ReadLaunch() is null) folder.Write(launch);
            Hand(folder);
        }
        return Task.FromResult(run.Folder.Path);
    }

    public async Task<DateTimeOffset?> WaitForStartAsync(AttemptRun run, CancellationToken cancellation)
    {
        Adopt(run);
        return await Gang.WaitForStartAsync(run, clock, cancellation);
    }

    public IReadOnlyList<ReplicaPlace> PlacesOf(AttemptRun run) => run.Attempt.Places;

    public Task<AttemptOutcome> WaitForEndAsync(AttemptRun run, CancellationToken cancellation)
    {
        Adopt(run);
        return Gang.WaitForEndAsync(run, rank => EndOfAsync(run.Folder.Replica(rank), cancellation), clock);
    }

    public Task StopAsync(AttemptRun run, StopRequest request, CancellationToken cancellation)
    {
        for (var rank = 0; rank < run.Replicas; rank++) ReplicaStop.Request(run.Folder.Replica(rank), request);
        return Task.CompletedTask;
    }

    public Task<string?> ExplainAsync(AttemptRun run, CancellationToken cancellation) => Task.FromResult<string?>(null);

    /// <summary>Runs one replica that is no rank of a gang, such as the one that places inputs.</summary>
    public async Task<ReplicaEnd> RunAloneAsync(ReplicaFolder folder, ReplicaLaunch launch, CancellationToken cancellation)
    {
        if (ReplicaProbe.Read(folder).Standing == ReplicaStanding.Waiting)
        {
            folder.Write(launch);
            Hand(folder);
        }
        return await EndOfAsync(folder, cancellation);
    }

    // A server that died between handing a replica over and the shim's taking it leaves one that nobody took.
    private void Adopt(AttemptRun run)
    {
        for (var rank = 0; rank < run.Replicas; rank++)
        {
            var folder = run.Folder.Replica(rank);
            if (!_handed.ContainsKey(folder.Path) && ReplicaProbe.Read(folder).Standing == ReplicaStanding.Waiting && folder.ReadLaunch() is not null) Hand(folder);
        }
    }

    private void Hand(ReplicaFolder folder) => _handed[folder.Path] = shims.Hand(folder);

    private async Task<ReplicaEnd> EndOfAsync(ReplicaFolder folder, CancellationToken cancellation)
    {
        // Our own shims say when they are done; of adopted ones only the folder tells.
        if (_handed.TryGetValue(folder.Path, out var handed)) await handed.WaitAsync(cancellation);
        var wasOurs = _handed.TryRemove(folder.Path, out _);
        // One of our own that died before it took the replica up: nobody else will.
        if (wasOurs && ReplicaProbe.Read(folder).Standing == ReplicaStanding.Waiting) return await LostReplica.CleanUpAsync(folder, clock, cancellation);
        return await ReplicaWatch.EndAsync(folder, clock, cancellation) ?? await LostReplica.CleanUpAsync(folder, clock, cancellation);
    }
}
