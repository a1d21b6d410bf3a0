using Athanor.Foundation.Units;

namespace Athanor.Compute.Inventory;

/// <summary>One accelerator of this machine: its lasting identifier (<c>GPU-…</c>), its kind, and what it is.</summary>
public sealed record Accelerator(string Id, string Kind, int Index, string Model, Bytes Memory)
{
    /// <summary>Where it sits, such as <c>00000000:17:00.0</c>.</summary>
    public string? PciAddress { get; init; }

    /// <summary>The most that it may draw.</summary>
    public double? PowerLimitWatts { get; init; }
}
