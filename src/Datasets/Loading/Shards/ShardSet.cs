using Athanor.Datasets.Trees;

namespace Athanor.Datasets.Loading.Shards;

/// <summary>Shards that belong together. The same files in shards of the same size have the same digest, which is that of their index.</summary>
public sealed record ShardSet(Digest Digest, int Shards, long Samples, long Bytes);
