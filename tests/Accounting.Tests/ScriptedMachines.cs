using Athanor.Foundation.Usage;

namespace Athanor.Accounting;

/// <summary>Machines and running work as a test wants them to be.</summary>
internal sealed class ScriptedMachines : IUsageSource
{
    public List<NodeCapacity> Machines { get; } = [];

    public List<UsageEntry> Running { get; } = [];

    public IReadOnlyList<NodeCapacity> ListMachines() => [.. Machines];

    public IReadOnlyList<UsageEntry> ListRunning() => [.. Running];
}
