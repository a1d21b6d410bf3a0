namespace Athanor.Objects.Client;

/// <summary>A door to speak S3 to, and the key to sign with.</summary>
public sealed record S3Connection(Uri Endpoint, string KeyId, string Secret, string Region);
