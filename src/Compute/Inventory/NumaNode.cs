namespace Athanor.Compute.Inventory;

/// <summary>Processors that lie near the same memory.</summary>
public sealed record NumaNode(int Number, IReadOnlyList<int> Processors);
