namespace Athanor.EndToEnd;

/// <summary>The key that the first start wrote into <c>secrets/admin.json</c>.</summary>
public sealed record AdminKey(string KeyId, string Secret, string Token);
