using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Lanes;
using Athanor.Compute.Devices.Cpu.Products;
using Athanor.Compute.Devices.Cpu.Rows;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Sequences;

/// <summary>
/// Attention by blocks, after Dao, "FlashAttention-2" (2023): the scores of a block of queries and a block of keys are made, used and forgotten; a larger maximum
/// found later scales down what was added up before. A part is a range of (batch, head, block of queries).
/// </summary>
internal readonly unsafe struct AttentionWork<TKernel, V> : IWork where TKernel : unmanaged, IMicroKernel where V : unmanaged, ILanes<V>
{
    public required Heads Query { get; init; }

    public required Heads Key { get; init; }

    public required Heads Value { get; init; }

    public required Heads Output { get; init; }

    // [batch, heads, time]
    public required float* Statistics { get; init; }

    public required int Batch { get; init; }

    public required bool IsCausal { get; init; }

    public required float* Workspace { get; init; }

    public required long WorkspaceStride { get; init; }

    public void Run(int part, int parts)
    {
        var queries = AttentionBlocks.Queries<TKernel>();
        var blocks = (Query.Time + queries - 1) / queries;
        var share = Share.Of((long)Batch * Query.Count * blocks, part, parts);
        for (var at = share.Begin; at < share.End; at++)
        {
            var (head, first) = ((int)(at / blocks), (int)(at % blocks) * queries);
            Block(head / Query.Count, head % Query.Count, first, Math.Min(queries, Query.Time - first), Workspace + (part * WorkspaceStride));
        }
    }

    private void Block(int batch, int head, int first, int count, float* workspace)
    {
        var scores = workspace;
        var most = scores + (count * AttentionBlocks.Keys);
        var sums = most + count;
        var scratch = sums + count;
        var shared = head / (Query.Count / Key.Count);
        var output = Output.Row(batch, head, first);
        for (var row = 0; row < count; row++) (most[row], sums[row]) = (float.NegativeInfinity, 0);
        for (var (key, end) = (0, AttentionBlocks.SeenBy<TKernel>(first + count, Query.Time, IsCausal)); key < end; key += AttentionBlocks.Keys)
        {
            var keys = Math.Min(AttentionBlocks.Keys, end - key);
            var queries = new LanesApart(Query.Row(batch, head, first), Query.Stride);
            AttentionBlocks.Multiply<TKernel, LanesApart, LanesApart>(queries, new(Key.Row(batch, shared, key), Key.Stride), new(count, keys, Query.Width), scores, AttentionBlocks.Keys, adds: false, scratch);
            for (var row = 0; row < count; row++) Weigh(scores + (row * AttentionBlocks.Keys), keys, IsCausal ? first + row - key + 1 : keys, ref most[row], ref sums[row], output + (row * Output.Stride));
            var values = new LanesTogether(Value.Row(batch, shared, key), Value.Stride);
            AttentionBlocks.Multiply<TKernel, LanesApart, LanesTogether>(new(scores, AttentionBlocks.Keys), values, new(count, Query.Width, keys), output, Output.Stride, adds: key > 0, scratch);
        }
        for (var row = 0; row < count; row++)
        {
            Scale(output + (row * Output.Stride), 1 / sums[row]);
            Statistics[(((long)batch * Query.Count) + head) * Query.Time + first + row] = most[row] + MathF.Log(sums[row]);
        }
    }

    // From scores of a row to e^(score - most), nothing for keys that it does not see.
    [MethodImpl(Compiled.AsKernel)]
    private void Weigh(float* scores, int keys, int seen, ref float most, ref float sum, float* output)
    {
        var whole = AttentionBlocks.Hide<V>(scores, keys, ref seen, float.NegativeInfinity);
        if (seen == 0) return;
        var factor = 1 / MathF.Sqrt(Query.Width);
        var now = Math.Max(most, RowReductions.Largest<V>(scores, whole) * factor);
        if (now > most && sum > 0)
        {
            var shrink = MathF.Exp(most - now);
            Scale(output, shrink);
            sum *= shrink;
        }
        sum += RowReductions.Exponentials<V>(scores, scores, whole, now, factor);
        most = now;
    }

    [MethodImpl(Compiled.AsKernel)]
    private void Scale(float* row, float factor)
    {
        for (var i = 0; i < Query.Width; i += V.Count) LaneMath.Store(LaneMath.Load<V>(row + i, Query.Width - i) * V.All(factor), row + i, Query.Width - i);
    }
}
