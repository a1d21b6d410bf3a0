using Athanor.Access.Workloads;
using Athanor.Jobs.Model;

namespace Athanor.Jobs.Queue;

/// <summary>Lets the key of an attempt work as long as that attempt has its place, and not a moment longer.</summary>
internal sealed class RunningWorkloads(JobTable table) : IWorkloads
{
    public ValueTask<Workload?> FindAsync(long number, int attempt, CancellationToken cancellation) => ValueTask.FromResult(
        table.Find(number) is { } job && JobMoves.HasPlace(job.State) && job.Attempts == attempt ? new Workload($"job/{number}", job.Owner, job.Project) : null);
}
