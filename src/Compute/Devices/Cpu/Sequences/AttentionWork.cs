using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Lanes;
using Athanor.Compute.Devices.Cpu.Products;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Sequences;

/// <summary>
/// Attention by blocks, after Dao, "FlashAttention-2" (2023): the scores of a block of queries and a block of keys are made, used and forgotten; a larger maximum
/// found later scales down what was added up before. Scores are K·Qᵀ, queries side by side, so that maxima and sums go lane by lane, and the weights are a right factor as they lie.
/// A part is a range of (batch, head, block of queries).
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
        var memory = new AttentionMemory<TKernel>(Workspace + (part * WorkspaceStride), Query.Time, Query.Width);
        var blocks = (Query.Time + TKernel.Columns - 1) / TKernel.Columns;
        var share = Share.Of((long)Batch * Query.Count * blocks, part, parts);
        var packed = -1L;
        for (var at = share.Begin; at < share.End; at++)
        {
            var (batch, head) = ((int)(at / blocks / Query.Count), (int)(at / blocks % Query.Count));
            var shared = head / (Query.Count / Key.Count);
            if (packed != ((long)batch * Key.Count) + shared) Pack(batch, shared, memory);
            packed = ((long)batch * Key.Count) + shared;
            FetchNext(batch, head, (int)(at % blocks) * TKernel.Columns);
            Block(batch, head, (int)(at % blocks) * TKernel.Columns, memory);
        }
    }

    private void Pack(int batch, int shared, AttentionMemory<TKernel> memory)
    {
        HeadPanels<TKernel>.PackTiles(new LanesApart(Key.Row(batch, shared, 0), Key.Stride), Key.Time, Key.Width, memory.Keys);
        HeadPanels<TKernel>.PackTiles(new LanesTogether(Value.Row(batch, shared, 0), Value.Stride), Value.Width, Value.Time, memory.Values);
    }

    // What the block needs last, and of what the next head begins with, as much as belongs to a block.
    private void FetchNext(int batch, int head, int first)
    {
        var rows = new Share(first, Math.Min(first + TKernel.Columns, Query.Time));
        Output.Fetch(batch, head, rows);
        if (++head == Query.Count) (batch, head) = (batch + 1, 0);
        if (batch == Batch) return;
        Query.Fetch(batch, head, rows);
        Key.Fetch(batch, head / (Query.Count / Key.Count), rows);
        Value.Fetch(batch, head / (Query.Count / Key.Count), rows);
    }

    private void Block(int batch, int head, int first, AttentionMemory<TKernel> memory)
    {
        var (count, end) = (Math.Min(TKernel.Columns, Query.Time - first), IsCausal ? Math.Min(first + TKernel.Columns, Query.Time) : Query.Time);
        new LanesApart(Query.Row(batch, head, first), Query.Stride).Pack(0, count, TKernel.Columns, 0, Query.Width, memory.Queries);
        for (var key = 0; key < end; key += AttentionMemory<TKernel>.KeysAtOnce)
        {
            var keys = Math.Min(AttentionMemory<TKernel>.KeysAtOnce, end - key);
            var inTiles = Math.Min(HeadPanels<TKernel>.InTiles(keys), Query.Time - key);
            HeadPanels<TKernel>.Multiply(memory.Keys + ((long)key * Query.Width), inTiles, Query.Width, 0, Query.Width, memory.Queries, TKernel.Columns, memory.Scores, TKernel.Columns, adds: false);
            if (IsCausal) Hide(memory.Scores, key - first, keys);
            Weigh(memory, keys, isFirst: key == 0);
            HeadPanels<TKernel>.Multiply(memory.Values, Query.Width, Query.Time, key, keys, memory.Scores, TKernel.Columns, memory.Output, TKernel.Columns, adds: key > 0);
        }
        Finish(memory, Statistics + (((((long)batch * Query.Count) + head) * Query.Time) + first), count);
        Transposition.Copy(memory.Output, TKernel.Columns, Query.Width, count, Output.Row(batch, head, first), Output.Stride);
    }

    // Of keys from `ahead` of the first query on, each is hidden from the queries before it.
    [MethodImpl(Compiled.AsKernel)]
    private static void Hide(float* scores, int ahead, int keys)
    {
        for (var key = Math.Max(0, 1 - ahead); key < keys; key++)
        {
            var hidden = Math.Min(ahead + key, TKernel.Columns);
            for (var i = 0; i < hidden; i += V.Count) LaneMath.Store(V.All(float.NegativeInfinity), scores + (key * TKernel.Columns) + i, hidden - i);
        }
    }

    // From scores to e^(score - most), and what was added up so far to the same measure.
    [MethodImpl(Compiled.AsKernel)]
    private void Weigh(AttentionMemory<TKernel> memory, int keys, bool isFirst)
    {
        var (root, end) = (V.All(1 / MathF.Sqrt(Query.Width)), keys * TKernel.Columns);
        for (var lane = 0; lane < TKernel.Columns; lane += V.Count)
        {
            var scores = memory.Scores + lane;
            var (largest, sum) = (V.All(float.NegativeInfinity), V.All(0));
            for (var i = 0; i < end; i += TKernel.Columns) largest = V.Max(largest, V.Load(scores + i));
            var before = isFirst ? V.All(float.NegativeInfinity) : V.Load(memory.Most + lane);
            var now = V.Max(before, largest * root);
            var minus = V.All(0) - now;
            for (var i = 0; i < end; i += TKernel.Columns)
            {
                var weight = LaneMath.Exp(V.MultiplyAdd(V.Load(scores + i), root, minus));
                sum += weight;
                weight.Store(scores + i);
            }
            if (!isFirst) sum = V.MultiplyAdd(V.Load(memory.Sums + lane), Scale(memory.Output + lane, LaneMath.Exp(before - now)), sum);
            now.Store(memory.Most + lane);
            sum.Store(memory.Sums + lane);
        }
    }

    [MethodImpl(Compiled.AsKernel)]
    private void Finish(AttentionMemory<TKernel> memory, float* statistics, int count)
    {
        for (var lane = 0; lane < TKernel.Columns; lane += V.Count) Scale(memory.Output + lane, V.All(1) / V.Load(memory.Sums + lane));
        for (var query = 0; query < count; query++) statistics[query] = memory.Most[query] + MathF.Log(memory.Sums[query]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Scale(float* output, V factor)
    {
        for (var channel = 0; channel < Query.Width; channel++, output += TKernel.Columns) (V.Load(output) * factor).Store(output);
        return factor;
    }
}
