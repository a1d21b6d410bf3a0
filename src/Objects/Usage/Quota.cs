namespace Athanor.Objects.Usage;

/// <summary>How much may be held; what is null is not limited.</summary>
public sealed record Quota(long? MaximumBytes, long? MaximumObjects)
{
    public static Quota None { get; } = new(null, null);

    public bool IsNone => this == None;
}
