namespace Athanor.Datasets.Model;

/// <summary>How many files were not there before, or not like this, and how the branch's version went: it grows by one with every change.</summary>
public sealed record ImportOutcome(long Files, long Bytes, long VersionBefore, long Version);
