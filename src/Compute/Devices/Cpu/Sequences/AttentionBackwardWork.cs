using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Lanes;
using Athanor.Compute.Devices.Cpu.Products;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Sequences;

/// <summary>
/// The way back, block by block with weights made again from the statistics. A part is a range of (batch, shared head), with all heads that share it, so that no two parts add to the same gradient.
/// Names are those of the paper: S scores, P weights, O output, d for the gradient of what follows.
/// </summary>
internal readonly unsafe struct AttentionBackwardWork<TKernel, V> : IWork where TKernel : unmanaged, IMicroKernel where V : unmanaged, ILanes<V>
{
    private const int KeysAtOnce = AttentionBackwardMemory<TKernel>.KeysAtOnce;

    public required AttentionWork<TKernel, V> Forward { get; init; }

    public required Heads OutputGradient { get; init; }

    public required Heads QueryGradient { get; init; }

    public required Heads KeyGradient { get; init; }

    public required Heads ValueGradient { get; init; }

    private int Time => Forward.Query.Time;

    private int Width => Forward.Query.Width;

    public void Run(int part, int parts)
    {
        var memory = new AttentionBackwardMemory<TKernel>(Forward.Workspace + (part * Forward.WorkspaceStride), Time, Width);
        var (shared, queries) = (Forward.Key.Count, AttentionBackwardMemory<TKernel>.QueriesAtOnce);
        var group = Forward.Query.Count / shared;
        var share = Share.Of((long)Forward.Batch * shared, part, parts);
        for (var at = share.Begin; at < share.End; at++)
        {
            var (batch, head) = ((int)(at / shared), (int)(at % shared));
            Begin(batch, head, memory);
            for (var asking = head * group; asking < (head + 1) * group; asking++)
            {
                for (var query = 0; query < Time; query += queries) Block(batch, asking, query, Math.Min(queries, Time - query), memory);
            }
            Finish(memory.KeyGradient, KeyGradient.Row(batch, head, 0), KeyGradient.Stride);
            Finish(memory.ValueGradient, ValueGradient.Row(batch, head, 0), ValueGradient.Stride);
        }
    }

    private void Begin(int batch, int shared, AttentionBackwardMemory<TKernel> memory)
    {
        var key = Forward.Key.Row(batch, shared, 0);
        HeadPanels<TKernel>.PackPanels(new LanesApart(key, Forward.Key.Stride), Time, Width, memory.Keys);
        HeadPanels<TKernel>.PackPanels(new LanesTogether(key, Forward.Key.Stride), Width, Time, memory.KeyRows);
        HeadPanels<TKernel>.PackPanels(new LanesApart(Forward.Value.Row(batch, shared, 0), Forward.Value.Stride), Time, Width, memory.Values);
        new Span<float>(memory.KeyGradient, checked((int)memory.GradientSize)).Clear();
        new Span<float>(memory.ValueGradient, checked((int)memory.GradientSize)).Clear();
    }

    private void Finish(float* gradient, float* target, long stride)
    {
        for (var key = 0; key < Time; key += KeysAtOnce)
        {
            Transposition.Copy(gradient + ((long)key * HeadPanels<TKernel>.InTiles(Width)), KeysAtOnce, Width, Math.Min(KeysAtOnce, Time - key), target + (key * stride), stride);
        }
    }

    private void Block(int batch, int head, int query, int queries, AttentionBackwardMemory<TKernel> memory)
    {
        var q = Forward.Query.Row(batch, head, query);
        var o = OutputGradient.Row(batch, head, query);
        HeadPanels<TKernel>.PackTiles(new LanesApart(q, Forward.Query.Stride), queries, Width, memory.Queries);
        HeadPanels<TKernel>.PackTiles(new LanesTogether(q, Forward.Query.Stride), Width, queries, memory.QueryRows);
        HeadPanels<TKernel>.PackTiles(new LanesApart(o, OutputGradient.Stride), queries, Width, memory.Outputs);
        HeadPanels<TKernel>.PackTiles(new LanesTogether(o, OutputGradient.Stride), Width, queries, memory.OutputRows);
        for (var row = 0; row < queries; row++) memory.Along[row] = Along(OutputGradient.Row(batch, head, query + row), Forward.Output.Row(batch, head, query + row));

        var statistics = Forward.Statistics + ((((long)batch * Forward.Query.Count) + head) * Time) + query;
        var end = Forward.IsCausal ? query + queries : Time;
        for (var key = 0; key < end; key += KeysAtOnce)
        {
            var rows = Share.Of(queries, key / KeysAtOnce, AttentionBackwardMemory<TKernel>.BlocksOf(end));
            FetchNext(batch, head, new(query + rows.Begin, query + rows.End));
            Pair(query, queries, key, statistics, memory);
        }
        for (var row = 0; row < queries; row++) LanesTogether.Copy(memory.QueryGradient + ((long)row * HeadPanels<TKernel>.InPanels(Width)), QueryGradient.Row(batch, head, query + row), Width);
    }

    private void FetchNext(int batch, int head, Share rows)
    {
        QueryGradient.Fetch(batch, head, rows);
        if (++head == Forward.Query.Count) (batch, head) = (batch + 1, 0);
        if (batch == Forward.Batch) return;
        var shared = head / (Forward.Query.Count / Forward.Key.Count);
        Forward.Query.Fetch(batch, head, rows);
        OutputGradient.Fetch(batch, head, rows);
        Forward.Output.Fetch(batch, head, rows);
        Forward.Key.Fetch(batch, shared, rows);
        Forward.Value.Fetch(batch, shared, rows);
    }

    // A block of queries and a block of keys. Tiles of queries that see none of the keys are left out.
    private void Pair(int query, int queries, int key, float* statistics, AttentionBackwardMemory<TKernel> memory)
    {
        var (keys, ahead) = (Math.Min(KeysAtOnce, Time - key), Forward.IsCausal ? Math.Max(0, key - query) : 0);
        var first = ahead / TKernel.Rows * TKernel.Rows;
        for (var lane = 0; lane < keys; lane += TKernel.Columns)
        {
            // S = Q·Kᵀ, dP = dO·Vᵀ
            var (panel, target) = ((long)(key + lane) * Width, (first * KeysAtOnce) + lane);
            HeadPanels<TKernel>.Multiply(memory.Queries + ((long)first * Width), queries - first, Width, 0, Width, memory.Keys + panel, TKernel.Columns, memory.Weights + target, KeysAtOnce, adds: false);
            HeadPanels<TKernel>.Multiply(memory.Outputs + ((long)first * Width), queries - first, Width, 0, Width, memory.Values + panel, TKernel.Columns, memory.Scores + target, KeysAtOnce, adds: false);
        }
        Weigh(memory, statistics, first, queries, Forward.IsCausal ? query - key + 1 : keys, keys);

        var gradient = (long)key * HeadPanels<TKernel>.InTiles(Width);
        for (var lane = 0; lane < keys; lane += TKernel.Columns)
        {
            // dVᵀ += dOᵀ·P, dKᵀ += Qᵀ·dS
            var from = Forward.IsCausal ? Math.Max(0, key + lane - query) : 0;
            var (depth, right, target) = (queries - from, (from * KeysAtOnce) + lane, gradient + lane);
            if (depth <= 0) break;
            HeadPanels<TKernel>.Multiply(memory.OutputRows, Width, queries, from, depth, memory.Weights + right, KeysAtOnce, memory.ValueGradient + target, KeysAtOnce, adds: true);
            HeadPanels<TKernel>.Multiply(memory.QueryRows, Width, queries, from, depth, memory.Scores + right, KeysAtOnce, memory.KeyGradient + target, KeysAtOnce, adds: true);
        }
        for (var row = first; row < queries; row += TKernel.Rows) Ask(row, Math.Min(TKernel.Rows, queries - row), key, Forward.IsCausal ? Math.Min(keys, query + row + TKernel.Rows - key) : keys, memory);
    }

    // dQ += dS·K, of one tile.
    private void Ask(int row, int rows, int key, int keys, AttentionBackwardMemory<TKernel> memory)
    {
        var (height, panels) = (TKernel.HeightOf(rows), HeadPanels<TKernel>.InPanels(Width));
        new LanesApart(memory.Scores + (row * KeysAtOnce), KeysAtOnce).Pack(0, rows, height, 0, keys, memory.Tile);
        for (var lane = 0; lane < panels; lane += TKernel.Columns)
        {
            var right = memory.KeyRows + ((long)lane * Time) + ((long)key * TKernel.Columns);
            TKernel.Run(height, keys, memory.Tile, right, TKernel.Columns, memory.QueryGradient + ((long)row * panels) + lane, panels, adds: key > 0);
        }
    }

    // P = e^(S/√d - statistics), dS = P·(dP - Σ dO·O)/√d, and nothing of both where a key is not seen: of a causal block, the first row sees so many, each row after it one more.
    [MethodImpl(Compiled.AsKernel)]
    private void Weigh(AttentionBackwardMemory<TKernel> memory, float* statistics, int first, int queries, int seenByFirst, int keys)
    {
        var root = V.All(1 / MathF.Sqrt(Width));
        for (var row = first; row < queries; row++)
        {
            var weights = memory.Weights + (row * KeysAtOnce);
            var scores = memory.Scores + (row * KeysAtOnce);
            var seen = Math.Min(Forward.IsCausal ? seenByFirst + row : seenByFirst, keys);
            var (minus, middle) = (V.All(-statistics[row]), V.All(memory.Along[row]));
            for (var i = 0; i < KeysAtOnce; i += V.Count)
            {
                var left = Math.Max(0, seen - i);
                var weight = LaneMath.Exp(V.MultiplyAdd(LaneMath.Load<V>(weights + i, left, rest: float.NegativeInfinity), root, minus));
                weight.Store(weights + i);
                (weight * (LaneMath.Load<V>(scores + i, left) - middle) * root).Store(scores + i);
            }
        }
    }

    [MethodImpl(Compiled.AsKernel)]
    private float Along(float* one, float* other)
    {
        var sum = V.All(0);
        for (var i = 0; i < Width; i += V.Count) sum = V.MultiplyAdd(LaneMath.Load<V>(one + i, Width - i), LaneMath.Load<V>(other + i, Width - i), sum);
        return sum.Sum();
    }
}
