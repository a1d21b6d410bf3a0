namespace Athanor.Objects.Model;

/// <summary>Part of a listing of all versions. The next page goes on behind <see cref="NextVersion"/> of <see cref="NextKey"/>.</summary>
public sealed record VersionsPage(IReadOnlyList<StoredObject> Versions, IReadOnlyList<string> CommonPrefixes, string? NextKey, string? NextVersion);
