namespace Athanor.Datasets.Loading.Ordering;

/// <summary>
/// How thoroughly an epoch is shuffled. Blocks of neighbouring samples change places, then samples change places within windows of
/// several blocks, so that a disk is read in stretches and not in grains. A window as large as the dataset shuffles it fully.
/// </summary>
public sealed record Shuffle(int BlockSamples, int WindowBlocks)
{
    /// <summary>Near enough to a full shuffle for training, far enough from it for disks: 1,024 samples are mixed at any time.</summary>
    public static Shuffle Default { get; } = new(64, 16);

    /// <summary>Every order of the samples is possible; each read can be anywhere.</summary>
    public static Shuffle Full { get; } = new(1, int.MaxValue);

    /// <summary>The order in which the dataset lists its samples, in every epoch.</summary>
    public static Shuffle None { get; } = new(0, 0);

    internal long WindowSamples => (long)BlockSamples * WindowBlocks;
}
