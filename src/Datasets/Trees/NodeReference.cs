namespace Athanor.Datasets.Trees;

/// <summary>A node as its parent knows it: what it holds up to which path, without opening it.</summary>
internal sealed record NodeReference(string LastPath, Digest Hash, long Files, long Bytes);
