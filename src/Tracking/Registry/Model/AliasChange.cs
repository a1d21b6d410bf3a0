namespace Athanor.Tracking.Registry.Model;

/// <summary>What became of an alias once: set, rolled-back, or removed, which leaves it without a version.</summary>
public sealed record AliasChange(string Alias, long? Version, string Way, string Actor, string Reason, long At)
{
    public const string Set = "set";
    public const string RolledBack = "rolled-back";
    public const string Removed = "removed";

    internal long Key { get; init; }

    internal long? Behind { get; init; }
}
