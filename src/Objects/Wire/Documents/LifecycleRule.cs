namespace Athanor.Objects.Wire.Documents;

internal sealed record LifecycleRule
{
    public string? Id { get; init; }
    public required bool IsEnabled { get; init; }
    public required LifecycleFilter Filter { get; init; }

    /// <summary>Whether the client wrote the prefix in the rule itself, as one did before there were filters.</summary>
    public bool HasOldForm { get; init; }

    public int? ExpireAfterDays { get; init; }
    public DateTimeOffset? ExpireAt { get; init; }
    public bool RemovesLoneDeleteMarkers { get; init; }
    public int? NoncurrentDays { get; init; }
    public int? NewerNoncurrentVersions { get; init; }
    public int? AbortUploadsAfterDays { get; init; }

    public bool DoesSomething => ExpireAfterDays is not null || ExpireAt is not null || RemovesLoneDeleteMarkers || NoncurrentDays is not null || AbortUploadsAfterDays is not null;
}
