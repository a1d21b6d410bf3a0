namespace Athanor.Objects.Model;

/// <summary>What keeps one version of an object from being removed: a retention up to a date, a legal hold until it is lifted, or both.</summary>
public sealed record ObjectLock
{
    public RetentionMode? Mode { get; init; }
    public DateTimeOffset? RetainUntil { get; init; }
    public bool IsHeld { get; init; }

    public bool RetainsAt(DateTimeOffset now) => Mode is not null && RetainUntil > now;

    /// <summary>Whether it keeps the version from somebody who may, or may not, bypass governance.</summary>
    public bool Keeps(DateTimeOffset now, bool bypassesGovernance) => IsHeld || (RetainsAt(now) && !(bypassesGovernance && Mode == RetentionMode.Governance));
}
