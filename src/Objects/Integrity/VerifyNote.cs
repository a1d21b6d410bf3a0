namespace Athanor.Objects.Integrity;

/// <summary>A line of a verification: an object that is damaged, how far it is, or how it ended.</summary>
public sealed record VerifyNote(string Kind, long Objects, long Bytes, long Damaged)
{
    public string? Bucket { get; init; }
    public string? Key { get; init; }
    public string? Version { get; init; }
    public string? Finding { get; init; }
}
