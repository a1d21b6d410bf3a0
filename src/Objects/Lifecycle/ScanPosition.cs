namespace Athanor.Objects.Lifecycle;

/// <summary>Between two versions: behind the one of this recency, where there is one, with what the next one has to know of those before it.</summary>
internal sealed record ScanPosition(string Key, long? Recency, VersionPlace Next)
{
    public static ScanPosition At(string key) => new(key, null, default);

    // The oldest version of a key has a recency of at least one.
    public static ScanPosition Behind(string key) => new(key, 0, default);
}
