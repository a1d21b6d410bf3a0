namespace Athanor.Foundation.Usage;

/// <summary>Can be asked, from time to time, for what nothing announces: which machines are there, and what running work has used so far.</summary>
public interface IUsageSource
{
    IReadOnlyList<NodeCapacity> ListMachines();

    IReadOnlyList<UsageEntry> ListRunning();
}
