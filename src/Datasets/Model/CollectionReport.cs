namespace Athanor.Datasets.Model;

/// <summary>
/// What a collection freed, or would free: commits that nothing reaches any more, nodes of trees, and objects with so many bytes.
/// <see cref="HeldBytes"/> belong to files that no kept version names, and lie in objects together with files that one does.
/// </summary>
public sealed record CollectionReport(long Commits, long Nodes, long Objects, long Bytes, long KeptCommits, long HeldBytes);
