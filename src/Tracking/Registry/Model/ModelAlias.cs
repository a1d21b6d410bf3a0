namespace Athanor.Tracking.Registry.Model;

/// <summary>A name that stands for one version, until it is given to another.</summary>
public readonly record struct ModelAlias(string Alias, long Version);
