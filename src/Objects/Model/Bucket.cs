using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects.Model;

/// <summary>A bucket; <see cref="Id"/> is what its rows call it.</summary>
public sealed record Bucket(long Id, string Name, string Project, Versioning Versioning, DateTimeOffset CreatedAt)
{
    /// <summary>Whose keyspace its keys are; empty where they are those of its objects.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Whether its keys are those of its objects.</summary>
    public bool IsPlain => Kind.Length == 0;

    /// <summary>Whether what is stored without a word about encryption is encrypted.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>Whether versions of objects can be locked. It always keeps versions then.</summary>
    public bool HasObjectLock => Lock is not null;

    internal ObjectLockConfiguration? Lock { get; init; }
}
