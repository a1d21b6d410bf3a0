namespace Athanor.Tracking.Registry.Lineage;

/// <summary>A dataset that the run of a version read; the commit is there where it was one of this server's datasets.</summary>
public sealed record LineageInput(string Name, string Digest, string? Context, string Source, string? Commit);
