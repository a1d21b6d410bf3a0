namespace Athanor.Datasets.Model;

/// <summary>
/// What a collection freed, or would free: commits that nothing reaches any more, nodes of trees, objects that held no file of a kept version,
/// objects that were packed anew because they held few, and the bytes of both. <see cref="HeldBytes"/> belong to files that no kept version
/// names, and lie among so many that one does that they are left there.
/// </summary>
public sealed record CollectionReport(long Commits, long Nodes, long Objects, long Repacked, long Bytes, long KeptCommits, long HeldBytes);
