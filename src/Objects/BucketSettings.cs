using Athanor.Objects.Model;

namespace Athanor.Objects;

/// <summary>What a bucket says of itself, as far as whoever asks may see it.</summary>
public sealed record BucketSettings(Bucket Bucket)
{
    public PublicAccess? PublicAccess { get; init; }
    public bool SeesPolicy { get; init; }
    public string? Policy { get; init; }
    public bool SeesCors { get; init; }
    public string? Cors { get; init; }
}
