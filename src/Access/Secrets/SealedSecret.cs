namespace Athanor.Access.Secrets;

/// <summary>A secret at rest, and which master key opens it.</summary>
internal sealed record SealedSecret(string MasterKey, byte[] Bytes);
