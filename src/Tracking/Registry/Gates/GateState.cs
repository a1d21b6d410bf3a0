namespace Athanor.Tracking.Registry.Gates;

/// <summary>A gate as one version meets it; nothing unmet means that it is open.</summary>
public sealed record GateState(Gate Gate, IReadOnlyList<string> Unmet);
