namespace Athanor.Objects.Wire;

/// <summary>A permission for a group of S3, or for the owner where no group is named.</summary>
internal sealed record AclGrant(string? Group, string Permission);
