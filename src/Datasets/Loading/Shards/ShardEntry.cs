namespace Athanor.Datasets.Loading.Shards;

/// <summary>A shard as the index has it.</summary>
public sealed record ShardEntry(string Name, long Size, ReadOnlyMemory<byte> Digest);
