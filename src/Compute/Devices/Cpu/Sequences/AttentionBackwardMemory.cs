using Athanor.Compute.Devices.Cpu.Products;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Sequences;

/// <summary>What one thread needs for <see cref="AttentionBackwardWork{TKernel, V}"/>: keys and values of one head, packed, their gradients, and what belongs to one block of queries.</summary>
internal readonly unsafe struct AttentionBackwardMemory<TKernel> where TKernel : unmanaged, IMicroKernel
{
    /// <summary>Of keys at a time: whole panels of any micro kernel.</summary>
    public const int KeysAtOnce = 32;

    // Many, as they are the depth of two products, whose tiles then pay for being loaded and stored.
    private const int QueriesAtMost = 112;

    public AttentionBackwardMemory(float* memory, int time, int width)
    {
        var pieces = new Pieces(memory);
        var (tiles, panels) = (HeadPanels<TKernel>.InTiles(width), HeadPanels<TKernel>.InPanels(width));
        Keys = pieces.Take((long)HeadPanels<TKernel>.InPanels(time) * width);
        KeyRows = pieces.Take((long)time * panels);
        Values = pieces.Take((long)HeadPanels<TKernel>.InPanels(time) * width);
        GradientSize = (long)BlocksOf(time) * tiles * KeysAtOnce;
        KeyGradient = pieces.Take(GradientSize);
        ValueGradient = pieces.Take(GradientSize);
        Queries = pieces.Take((long)QueriesAtOnce * width);
        QueryRows = pieces.Take((long)QueriesAtOnce * tiles);
        Outputs = pieces.Take((long)QueriesAtOnce * width);
        OutputRows = pieces.Take((long)QueriesAtOnce * tiles);
        QueryGradient = pieces.Take((long)QueriesAtOnce * panels);
        Along = pieces.Take(QueriesAtOnce);
        Weights = pieces.Take((long)QueriesAtOnce * KeysAtOnce);
        Scores = pieces.Take((long)QueriesAtOnce * KeysAtOnce);
        Tile = pieces.Take((long)TKernel.Rows * KeysAtOnce);
        Numbers = pieces.Numbers;
    }

    public static int QueriesAtOnce => QueriesAtMost / TKernel.Rows * TKernel.Rows;

    public static int BlocksOf(int time) => (time + KeysAtOnce - 1) / KeysAtOnce;

    public long Numbers { get; }

    // Panels of keys, [width, Columns] each; by rows panels of channels, [time, Columns] each.
    public float* Keys { get; }

    public float* KeyRows { get; }

    public float* Values { get; }

    // For each block of keys [width, KeysAtOnce].
    public float* KeyGradient { get; }

    public float* ValueGradient { get; }

    public long GradientSize { get; }

    // Tiles of queries, [width, height] each; by rows tiles of channels, [queries, height] each. The same of the gradients of outputs.
    public float* Queries { get; }

    public float* QueryRows { get; }

    public float* Outputs { get; }

    public float* OutputRows { get; }

    // [queries, width in panels]
    public float* QueryGradient { get; }

    // Of each query Σ dO·O.
    public float* Along { get; }

    // [queries, KeysAtOnce], as are the gradients of the scores.
    public float* Weights { get; }

    public float* Scores { get; }

    // Of the gradients of the scores, the other way round.
    public float* Tile { get; }
}
