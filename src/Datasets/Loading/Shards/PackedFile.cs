using Athanor.Datasets.Loading.Sources;

namespace Athanor.Datasets.Loading.Shards;

/// <summary>A file and where in the shards it lies.</summary>
public readonly record struct PackedFile(SourceFile File, int Shard, long Offset);
