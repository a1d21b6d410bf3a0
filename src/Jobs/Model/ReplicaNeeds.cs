using Athanor.Foundation.Units;

namespace Athanor.Jobs.Model;

/// <summary>What each replica of a job needs.</summary>
public sealed record ReplicaNeeds(Cpus Cpus, Bytes Memory)
{
    public AcceleratorNeeds? Accelerators { get; init; }
}
