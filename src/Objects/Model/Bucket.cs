namespace Athanor.Objects.Model;

/// <summary>A bucket; <see cref="Id"/> is what its rows call it.</summary>
public sealed record Bucket(long Id, string Name, string Project, Versioning Versioning, DateTimeOffset CreatedAt);
