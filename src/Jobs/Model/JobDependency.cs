namespace Athanor.Jobs.Model;

/// <summary>Another job that must have ended before this one starts.</summary>
public sealed record JobDependency(long Job, DependencyKind Kind);
