using Athanor.Jobs.Model;
using Athanor.Jobs.Planning;
using Athanor.Jobs.Replicas;

namespace Athanor.Jobs.Executors;

/// <summary>
/// Runs attempts somewhere. Everything may be asked twice and after a crash of the server: what was started is found again and not started once more.
/// </summary>
internal interface IExecutor
{
    string Name { get; }

    /// <summary>The machines on which this server decides who runs; none where the executor has a queue of its own.</summary>
    IReadOnlyList<PlannedNode> Nodes { get; }

    /// <summary>Where its machines stand; "" where nobody said.</summary>
    string Region { get; }

    /// <summary>Starts all replicas, or finds them where they were started before; answers by what they are found again.</summary>
    Task<string> StartAsync(AttemptRun run, IReadOnlyList<ReplicaLaunch> launches, CancellationToken cancellation);

    /// <summary>When the whole gang runs; null where it ended before.</summary>
    Task<DateTimeOffset?> WaitForStartAsync(AttemptRun run, CancellationToken cancellation);

    /// <summary>Where the ranks are, once they run.</summary>
    IReadOnlyList<ReplicaPlace> PlacesOf(AttemptRun run);

    /// <summary>Done when no process of the attempt is left anywhere.</summary>
    Task<AttemptOutcome> WaitForEndAsync(AttemptRun run, CancellationToken cancellation);

    Task StopAsync(AttemptRun run, StopRequest request, CancellationToken cancellation);

    /// <summary>Why it does not run yet, where the executor has a queue of its own.</summary>
    Task<string?> ExplainAsync(AttemptRun run, CancellationToken cancellation);
}
