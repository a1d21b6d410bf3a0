using System.Text.Json.Serialization;

namespace Athanor.Objects.Model;

/// <summary>How an object's bytes are sealed on disk: under a key of its own that the server keeps, or under one that its client keeps.</summary>
public sealed record ContentEncryption
{
    /// <summary>The object's key, sealed under the server's; null where the client keeps it.</summary>
    public string? SealedKey { get; init; }

    /// <summary>Tells the client's key from others and nothing about it; null where the server keeps the key.</summary>
    public string? KeyVerifier { get; init; }

    [JsonIgnore]
    public bool IsByCustomer => KeyVerifier is not null;
}
