using Athanor.Foundation.Units;

namespace Athanor.Foundation.Usage;

/// <summary>What a machine has, or a job holds of it.</summary>
public sealed record ResourceAmounts(Cpus Cpus, Bytes Memory, IReadOnlyList<AcceleratorAmount> Accelerators);
