using Athanor.Compute.Devices.Cpu.Lanes;
using Athanor.Compute.Devices.Cpu.Products;
using Athanor.Compute.Devices.Cpu.Sequences;
using Athanor.Compute.Tensors;

namespace Athanor.Compute.Devices.Cpu;

public sealed unsafe partial class CpuDevice
{
    private readonly RotationTable _rotations = new();

    public void Embed(Tensor table, Indices indices, Tensor output)
    {
        Fit.Embed(table, indices, output);
        Spread(new EmbeddingWork(table.Pointer, indices.Pointer, output.Pointer, table.Shape.Columns), indices.Length, table.Shape.Columns);
    }

    public void EmbedBackward(Indices indices, Tensor outputGradient, Tensor tableGradient)
    {
        Fit.Embed(tableGradient, indices, outputGradient);
        var columns = tableGradient.Shape.Columns;
        Spread(new EmbeddingBackwardWork(indices.Pointer, indices.Length, outputGradient.Pointer, tableGradient.Pointer, columns), columns, indices.Length, grain: 16);
    }

    public void Rotate(Tensor heads, float theta, bool backward = false)
    {
        Fit.Rotate(heads);
        var (batch, time, count, half) = (heads.Shape[0], heads.Shape[1], heads.Shape[2], heads.Shape[3] / 2);
        var turns = _rotations.For(theta, time, half);
        Spread(new RotationWork(heads.Pointer, turns, time, count, half, backward ? -1 : 1), (long)batch * time, 2.0 * count * half);
    }

    public void Attend(Tensor query, Tensor key, Tensor value, Tensor output, Tensor statistics, bool isCausal)
    {
        Fit.Attend(query, key, value, output, statistics);
        switch (_instructions)
        {
            case Instructions.Avx512: Attend<MicroKernel512, Lanes512>(query, key, value, output, statistics, isCausal); break;
            case Instructions.Avx2: Attend<MicroKernel256, Lanes256>(query, key, value, output, statistics, isCausal); break;
            default: Attend<MicroKernelAny, LanesAny>(query, key, value, output, statistics, isCausal); break;
        }
    }

    public void AttendBackward(Tensor query, Tensor key, Tensor value, Tensor output, Tensor statistics, Tensor outputGradient, Tensor queryGradient, Tensor keyGradient, Tensor valueGradient, bool isCausal)
    {
        Fit.Attend(query, key, value, output, statistics);
        Fit.Attend(outputGradient, keyGradient, valueGradient, queryGradient, statistics);
        Fit.Attend(query, keyGradient, value, outputGradient, statistics);
        switch (_instructions)
        {
            case Instructions.Avx512: AttendBackward(PrepareBackward<MicroKernel512, Lanes512>(query, key, value, output, statistics, isCausal), outputGradient, queryGradient, keyGradient, valueGradient); break;
            case Instructions.Avx2: AttendBackward(PrepareBackward<MicroKernel256, Lanes256>(query, key, value, output, statistics, isCausal), outputGradient, queryGradient, keyGradient, valueGradient); break;
            default: AttendBackward(PrepareBackward<MicroKernelAny, LanesAny>(query, key, value, output, statistics, isCausal), outputGradient, queryGradient, keyGradient, valueGradient); break;
        }
    }

    private void Attend<TKernel, V>(Tensor query, Tensor key, Tensor value, Tensor output, Tensor statistics, bool isCausal) where TKernel : unmanaged, IMicroKernel where V : unmanaged, ILanes<V>
    {
        var numbers = new AttentionMemory<TKernel>(null, query.Shape[1], query.Shape[3]).Numbers;
        var work = Prepare<TKernel, V>(query, key, value, output, statistics, isCausal, numbers);
        var heads = (long)work.Batch * work.Query.Count;
        _team.Run(work, PartsOf(heads, (double)work.Query.Time * work.Query.Time * ExponentialCost));
    }

    private AttentionWork<TKernel, V> PrepareBackward<TKernel, V>(Tensor query, Tensor key, Tensor value, Tensor output, Tensor statistics, bool isCausal)
        where TKernel : unmanaged, IMicroKernel where V : unmanaged, ILanes<V> =>
        Prepare<TKernel, V>(query, key, value, output, statistics, isCausal, new AttentionBackwardMemory<TKernel>(null, query.Shape[1], query.Shape[3]).Numbers);

    private AttentionWork<TKernel, V> Prepare<TKernel, V>(Tensor query, Tensor key, Tensor value, Tensor output, Tensor statistics, bool isCausal, long numbers)
        where TKernel : unmanaged, IMicroKernel where V : unmanaged, ILanes<V> => new()
        {
            Query = new(query),
            Key = new(key),
            Value = new(value),
            Output = new(output),
            Statistics = statistics.Pointer,
            Batch = query.Shape[0],
            IsCausal = isCausal,
            Workspace = _workspace.Reserve(numbers),
            WorkspaceStride = _workspace.Stride,
        };

    private void AttendBackward<TKernel, V>(AttentionWork<TKernel, V> forward, Tensor outputGradient, Tensor queryGradient, Tensor keyGradient, Tensor valueGradient)
        where TKernel : unmanaged, IMicroKernel where V : unmanaged, ILanes<V>
    {
        var heads = (long)forward.Batch * forward.Key.Count;
        var work = new AttentionBackwardWork<TKernel, V>
        {
            Forward = forward,
            OutputGradient = new(outputGradient),
            QueryGradient = new(queryGradient),
            KeyGradient = new(keyGradient),
            ValueGradient = new(valueGradient),
        };
        _team.Run(work, PartsOf(heads, (double)forward.Query.Time * forward.Query.Time * ExponentialCost));
    }
}
