namespace Athanor.Jobs.Model;

/// <summary>Stop a job that has used less than so many percent of what it holds for so long.</summary>
public sealed record IdleRule(TimeSpan After, int Below);
