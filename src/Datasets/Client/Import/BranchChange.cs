namespace Athanor.Datasets.Client.Import;

/// <summary>What a request made of the branch.</summary>
public sealed record BranchChange(long Files, long VersionBefore, long Version);
