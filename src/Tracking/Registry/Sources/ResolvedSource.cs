namespace Athanor.Tracking.Registry.Sources;

/// <summary>Where a source leads, and the run that made what lies there.</summary>
internal sealed record ResolvedSource(string Storage, string? Run);
