using Athanor.Foundation.Units;

namespace Athanor.Compute.Inventory;

/// <summary>How busy an accelerator is: its utilisation from 0 to 1, its memory in use, and the power it draws.</summary>
public sealed record AcceleratorReading(double Utilisation, Bytes MemoryUsed, double Watts);
