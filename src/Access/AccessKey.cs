namespace Athanor.Access;

/// <summary>An access key without its secret. <see cref="RequestsPerSecond"/> 0 means the server's setting.</summary>
public sealed record AccessKey(
    string Id,
    string Principal,
    string Description,
    int RequestsPerSecond,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt)
{
    public bool IsUsableAt(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);
}
