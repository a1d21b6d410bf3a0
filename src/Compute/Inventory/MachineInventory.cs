using Athanor.Foundation.Units;

namespace Athanor.Compute.Inventory;

/// <summary>What this machine has to compute with.</summary>
public sealed record MachineInventory(Processors Processors, Bytes Memory, IReadOnlyList<Accelerator> Accelerators, IReadOnlyList<string> RdmaDevices, bool MeasuresEnergy)
{
    /// <summary>Reads it; what cannot be read is left out.</summary>
    public static MachineInventory Read() => throw new NotImplementedException();
}
