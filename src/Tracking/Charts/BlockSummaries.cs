using System.Runtime.InteropServices;
using Athanor.Tracking.Series;

namespace Athanor.Tracking.Charts;

/// <summary>Summaries of neighbouring full blocks as bytes, one after another as they lie in memory, little-endian.</summary>
internal static class BlockSummaries
{
    public const int Count = 128;

    /// <summary>Whether a block is the last of those that are summed up together.</summary>
    public static bool EndsWith(long block) => (block + 1) % Count == 0;

    public static byte[] Write(IReadOnlyList<StoredBlock> blocks)
    {
        BlockSummary[] summaries = [.. blocks.Select(block => BlockSummary.Of(block.ReadPoints()))];
        return MemoryMarshal.AsBytes<BlockSummary>(summaries).ToArray();
    }

    public static ReadOnlySpan<BlockSummary> Read(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, BlockSummary>(bytes);
}
