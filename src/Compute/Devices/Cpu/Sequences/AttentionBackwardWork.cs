using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Lanes;
using Athanor.Compute.Devices.Cpu.Products;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Sequences;

/// <summary>The way back, block by block with weights made again from the statistics. A part is a range of (batch, shared head), with all heads that share it, so that no two parts add to the same gradient.</summary>
internal readonly unsafe struct AttentionBackwardWork<TKernel, V> : IWork where TKernel : unmanaged, IMicroKernel where V : unmanaged, ILanes<V>
{
    public required AttentionWork<TKernel, V> Forward { get; init; }

    public required Heads OutputGradient { get; init; }

    public required Heads QueryGradient { get; init; }

    public required Heads KeyGradient { get; init; }

    public required Heads ValueGradient { get; init; }

    public void Run(int part, int parts)
    {
        var (shared, time) = (Forward.Key.Count, Forward.Query.Time);
        var (group, queries) = (Forward.Query.Count / shared, AttentionBlocks.Queries<TKernel>());
        var share = Share.Of((long)Forward.Batch * shared, part, parts);
        for (var at = share.Begin; at < share.End; at++)
        {
            for (var key = 0; key < time; key += AttentionBlocks.Keys)
            {
                var begin = Forward.IsCausal ? key / queries * queries : 0;
                Clear((int)(at / shared), (int)(at % shared), key);
                for (var head = 0; head < group; head++)
                {
                    for (var query = begin; query < time; query += queries)
                    {
                        Block((int)(at / shared), ((int)(at % shared) * group) + head, (int)(at % shared), query, key, Forward.Workspace + (part * Forward.WorkspaceStride));
                    }
                }
            }
        }
    }

    private void Clear(int batch, int shared, int key)
    {
        for (var row = key; row < Math.Min(key + AttentionBlocks.Keys, Forward.Key.Time); row++)
        {
            new Span<float>(KeyGradient.Row(batch, shared, row), Forward.Key.Width).Clear();
            new Span<float>(ValueGradient.Row(batch, shared, row), Forward.Key.Width).Clear();
        }
    }

    // Of a block of queries and a block of keys. Names are those of the paper: S scores, P weights, O output, d for the gradient of what follows.
    private void Block(int batch, int head, int shared, int query, int key, float* workspace)
    {
        const int Stride = AttentionBlocks.Keys;
        var (queries, width) = (Math.Min(AttentionBlocks.Queries<TKernel>(), Forward.Query.Time - query), Forward.Query.Width);
        var keys = Math.Min(Stride, AttentionBlocks.SeenBy<TKernel>(query + queries, Forward.Query.Time, Forward.IsCausal) - key);
        var weights = workspace;
        var gradients = weights + (queries * Stride);
        var scratch = gradients + (queries * Stride);
        var q = Forward.Query.Row(batch, head, query);
        var k = Forward.Key.Row(batch, shared, key);
        var o = OutputGradient.Row(batch, head, query);

        // S = Q·Kᵀ, dP = dO·Vᵀ
        AttentionBlocks.Multiply<TKernel, LanesApart, LanesApart>(new(q, Forward.Query.Stride), new(k, Forward.Key.Stride), new(queries, keys, width), weights, Stride, adds: false, scratch);
        AttentionBlocks.Multiply<TKernel, LanesApart, LanesApart>(new(o, OutputGradient.Stride), new(Forward.Value.Row(batch, shared, key), Forward.Value.Stride), new(queries, keys, width), gradients, Stride, adds: false, scratch);
        for (var row = 0; row < queries; row++) Weigh(batch, head, query + row, weights + (row * Stride), gradients + (row * Stride), keys, Forward.IsCausal ? query + row - key + 1 : keys);

        // dV += Pᵀ·dO, dK += dSᵀ·Q, dQ += dS·K
        AttentionBlocks.Multiply<TKernel, LanesTogether, LanesTogether>(new(weights, Stride), new(o, OutputGradient.Stride), new(keys, width, queries), ValueGradient.Row(batch, shared, key), ValueGradient.Stride, adds: true, scratch);
        AttentionBlocks.Multiply<TKernel, LanesTogether, LanesTogether>(new(gradients, Stride), new(q, Forward.Query.Stride), new(keys, width, queries), KeyGradient.Row(batch, shared, key), KeyGradient.Stride, adds: true, scratch);
        AttentionBlocks.Multiply<TKernel, LanesApart, LanesTogether>(new(gradients, Stride), new(k, Forward.Key.Stride), new(queries, width, keys), QueryGradient.Row(batch, head, query), QueryGradient.Stride, adds: key > 0, scratch);
    }

    // P = e^(S/√d - statistics), dS = P·(dP - Σ dO·O)/√d
    [MethodImpl(Compiled.AsKernel)]
    private void Weigh(int batch, int head, int row, float* weights, float* gradients, int keys, int seen)
    {
        AttentionBlocks.Hide<V>(gradients, keys, ref seen, 0);
        var whole = AttentionBlocks.Hide<V>(weights, keys, ref seen, float.NegativeInfinity);
        var (root, sum) = (V.All(1 / MathF.Sqrt(Forward.Query.Width)), V.All(-Forward.Statistics[((((long)batch * Forward.Query.Count) + head) * Forward.Query.Time) + row]));
        var along = V.All(Along(OutputGradient.Row(batch, head, row), Forward.Output.Row(batch, head, row)));
        for (var i = 0; i < whole; i += V.Count)
        {
            var weight = LaneMath.Exp(V.MultiplyAdd(V.Load(weights + i), root, sum));
            weight.Store(weights + i);
            (weight * (V.Load(gradients + i) - along) * root).Store(gradients + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float Along(float* one, float* other)
    {
        var sum = V.All(0);
        for (var i = 0; i < Forward.Query.Width; i += V.Count) sum = V.MultiplyAdd(LaneMath.Load<V>(one + i, Forward.Query.Width - i), LaneMath.Load<V>(other + i, Forward.Query.Width - i), sum);
        return sum.Sum();
    }
}
