using Athanor.Foundation.Units;

namespace Athanor.Datasets.Loading.Shards;

/// <summary>When a shard is full: at whichever of both comes first.</summary>
public sealed record ShardOptions
{
    public Bytes TargetSize { get; init; } = Bytes.FromMebibytes(256);

    public int MaximumSamples { get; init; } = 100_000;
}
