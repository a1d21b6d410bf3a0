namespace Athanor.Objects.Model;

/// <summary>What must be true of the object that is there for a write to happen: <c>If-Match</c> and <c>If-None-Match</c>, "*" for any.</summary>
public sealed record WriteCondition(string? IfMatch, string? IfNoneMatch)
{
    public static WriteCondition None { get; } = new(null, null);

    public bool IsAny => IfMatch is not null || IfNoneMatch is not null;

    /// <summary>What a write becomes whose condition does not hold for the object that is there.</summary>
    public WriteOutcome FailureFor(StoredObject? present) =>
        IfMatch is not null && present is not { IsMarker: false } ? new WriteOutcome.NoSuchKey() : new WriteOutcome.PreconditionFailed();

    public bool Holds(StoredObject? present)
    {
        var isThere = present is { IsMarker: false };
        if (IfMatch is not null && !(isThere && Matches(IfMatch, present!.ETag))) return false;
        return IfNoneMatch is null || !(isThere && Matches(IfNoneMatch, present!.ETag));
    }

    private static bool Matches(string condition, string etag) => condition == "*" || condition.Split(',').Any(one => one.Trim().Trim('"') == etag);
}
