namespace Athanor.Objects.Model;

/// <summary>What a delete did: whether it made or removed a marker, and which version that was. Deleting what is not there is a success.</summary>
public sealed record DeleteOutcome(string? Version, bool IsMarker)
{
    public static DeleteOutcome Nothing { get; } = new(null, false);

    /// <summary>Why nothing was deleted: the condition did not hold. Null where it did.</summary>
    public WriteOutcome? Failure { get; init; }
}
