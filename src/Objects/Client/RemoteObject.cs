namespace Athanor.Objects.Client;

/// <summary>A line of a listing: an object, or a common prefix, which has no size. The version is told where versions were asked for.</summary>
public sealed record RemoteObject(string Key, long? Size, DateTimeOffset? StoredAt, string? ETag)
{
    public string? Version { get; init; }
    public bool IsLatest { get; init; } = true;
    public bool IsMarker { get; init; }
}
