namespace Athanor.Objects.Integrity;

/// <summary>An object whose bytes on disk are not those that were stored; <see cref="Version"/> of a part of an upload is <c>upl_…/7</c>.</summary>
public sealed record DamagedObject(string Bucket, string Key, string Version, string Blob, string Finding, DateTimeOffset FoundAt);
