using Athanor.Foundation.Usage;
using Athanor.Jobs.Executors.Local;
using Athanor.Jobs.Model;
using Athanor.Jobs.Scheduling;

namespace Athanor.Jobs.Queue;

/// <summary>Tells the books what this machine has, and what jobs that run have used so far.</summary>
internal sealed class MachineUsage(LocalMachine machine, JobTable table, AttemptFolders folders, AttemptHolds holds) : IUsageSource
{
    public IReadOnlyList<NodeCapacity> ListMachines() => [new(machine.Node.Name, new(machine.Node.Cpus, machine.Node.Memory, machine.AmountsOf(machine.Accelerators.Select(one => one.Id))))];

    public IReadOnlyList<UsageEntry> ListRunning() => [.. table.Active.Where(job => job.State is JobState.Running or JobState.Stopping).Select(EntryOf).OfType<UsageEntry>()];

    private UsageEntry? EntryOf(Job job) => holds.Of(job with { Attempt = job.Attempt! with { Use = UseReader.Read(folders.RunOf(job)) } });
}
