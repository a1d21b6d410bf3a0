using Athanor.Compute.Devices.Cpu.Products;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Sequences;

/// <summary>What one thread needs for <see cref="AttentionWork{TKernel, V}"/>: keys and values of one head, packed, and what belongs to one block of queries, whose lanes are queries.</summary>
internal readonly unsafe struct AttentionMemory<TKernel> where TKernel : unmanaged, IMicroKernel
{
    // Of keys at a time: with their scores well within the first cache.
    private const int KeysAtMost = 112;

    public AttentionMemory(float* memory, int time, int width)
    {
        var pieces = new Pieces(memory);
        Keys = pieces.Take((long)HeadPanels<TKernel>.InTiles(time) * width);
        Values = pieces.Take((long)time * HeadPanels<TKernel>.InTiles(width));
        Queries = pieces.Take((long)width * TKernel.Columns);
        Scores = pieces.Take((long)KeysAtOnce * TKernel.Columns);
        Output = pieces.Take((long)HeadPanels<TKernel>.InTiles(width) * TKernel.Columns);
        Most = pieces.Take(TKernel.Columns);
        Sums = pieces.Take(TKernel.Columns);
        Numbers = pieces.Numbers;
    }

    public static int KeysAtOnce => KeysAtMost / TKernel.Rows * TKernel.Rows;

    public long Numbers { get; }

    // Tiles of keys, [width, height] each.
    public float* Keys { get; }

    // Tiles of channels, [time, height] each.
    public float* Values { get; }

    // [width, queries], as is the output; scores are [keys, queries].
    public float* Queries { get; }

    public float* Scores { get; }

    public float* Output { get; }

    // Of each query the largest score so far, and the sum of e^(score - most).
    public float* Most { get; }

    public float* Sums { get; }
}
