namespace Athanor.Objects.Model;

/// <summary>The four settings that keep a bucket shut to the public.</summary>
public sealed record PublicAccess(bool BlockPublicAcls, bool IgnorePublicAcls, bool BlockPublicPolicy, bool RestrictPublicBuckets)
{
    public static PublicAccess Open { get; } = new(false, false, false, false);
}
