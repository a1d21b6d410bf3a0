namespace Athanor.Datasets.Model;

/// <summary>The files of the default branch, and what all versions together take: objects with their bytes, and nodes of trees.</summary>
public sealed record DatasetUsage(long Files, long Bytes, long Objects, long StoredBytes, long Nodes, long NodeBytes);
