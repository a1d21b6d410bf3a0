namespace Athanor.Objects.Model;

/// <summary>What became of a write.</summary>
public abstract record WriteOutcome
{
    public sealed record Stored(StoredObject Object) : WriteOutcome;

    public sealed record PreconditionFailed : WriteOutcome;

    /// <summary>The condition named an object that is not there.</summary>
    public sealed record NoSuchKey : WriteOutcome;

    public sealed record NoSuchBucket : WriteOutcome;

    /// <summary>A lock keeps the version from being removed.</summary>
    public sealed record Locked : WriteOutcome;

    public sealed record NoSuchUpload : WriteOutcome;

    /// <summary>A part that was named is not there, or is not the one that was named.</summary>
    public sealed record InvalidPart : WriteOutcome;

    public sealed record InvalidPartOrder : WriteOutcome;

    /// <summary>A part before the last is smaller than 5 MiB.</summary>
    public sealed record EntityTooSmall : WriteOutcome;

    /// <summary>What was said of the whole contradicts what is there.</summary>
    public sealed record InvalidRequest(string Reason) : WriteOutcome;

    public sealed record WrongChecksum(string Algorithm) : WriteOutcome;
}
