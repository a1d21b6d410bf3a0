using System.Diagnostics;
using Athanor.Compute.Devices.Cpu.Elements;
using Athanor.Compute.Devices.Cpu.Rows;
using Athanor.Compute.Tensors;

namespace Athanor.Compute.Devices.Cpu;

public sealed unsafe partial class CpuDevice
{
    // A block of random words and a cache line go to one part.
    private const int ElementGrain = 64;

    // An exponential counts for as much as this many numbers read.
    private const double ExponentialCost = 4;

    public void AddToRows(Tensor target, Tensor row)
    {
        Fit.Row(row, target);
        Spread(new RowAdded(target.Pointer, row.Pointer, target.Shape.Columns), target.Shape.Rows, target.Shape.Columns);
    }

    public void SumRows(Tensor source, Tensor row)
    {
        Fit.Row(row, source);
        var (rows, columns) = (source.Shape.Rows, source.Shape.Columns);
        var sums = _workspace.Reserve(columns);
        Spread(new RowSums(source.Pointer, columns, sums, _workspace.Stride), rows, columns);
        AddParts(sums, PartsOf(rows, columns), row.Pointer, columns);
    }

    public void Add(Tensor target, Tensor source, float factor = 1)
    {
        Fit.Alike(target, source);
        Spread(new Mapped2<ScaledSum>(new(factor), target.Pointer, source.Pointer, target.Pointer), target.Length, 1, ElementGrain);
    }

    public void Scale(Tensor target, float factor) => Spread(new Mapped<Scaled>(new(factor), target.Pointer, target.Pointer), target.Length, 1, ElementGrain);

    public double SumOfSquares(Tensor source)
    {
        var parts = PartsOf(source.Length, 1);
        var sums = stackalloc double[parts];
        _team.Run(new SquareSum(source.Pointer, source.Length, sums), parts);
        var sum = 0.0;
        for (var part = 0; part < parts; part++) sum += sums[part];
        return sum;
    }

    public void Activate(Activation activation, Tensor input, Tensor output)
    {
        Fit.Alike(input, output);
        switch (activation)
        {
            case Activation.Relu: Map(default(Relu), input, output); break;
            case Activation.Gelu: Map(default(Gelu), input, output); break;
            case Activation.Silu: Map(default(Silu), input, output); break;
            default: throw new UnreachableException();
        }
    }

    public void ActivateBackward(Activation activation, Tensor input, Tensor outputGradient, Tensor inputGradient)
    {
        Fit.Alike(input, outputGradient, inputGradient);
        switch (activation)
        {
            case Activation.Relu: Map(default(ReluSlope), input, outputGradient, inputGradient); break;
            case Activation.Gelu: Map(default(GeluSlope), input, outputGradient, inputGradient); break;
            case Activation.Silu: Map(default(SiluSlope), input, outputGradient, inputGradient); break;
            default: throw new UnreachableException();
        }
    }

    public void SwiGlu(Tensor gate, Tensor up, Tensor output)
    {
        Fit.Alike(gate, up, output);
        Map(default(Swished), gate, up, output);
    }

    public void SwiGluBackward(Tensor gate, Tensor up, Tensor outputGradient, Tensor gateGradient, Tensor upGradient)
    {
        Fit.Alike(gate, up, outputGradient);
        Fit.Alike(gate, gateGradient, upGradient);
        Spread(new SwishedBackward(gate.Pointer, up.Pointer, outputGradient.Pointer, gateGradient.Pointer, upGradient.Pointer), gate.Length, ExponentialCost, ElementGrain);
    }

    public void Dropout(Tensor input, Tensor output, float rate, Draw draw)
    {
        Fit.Dropout(input, output, rate);
        Spread(new Dropped(input.Pointer, output.Pointer, rate, draw), input.Length, ExponentialCost, ElementGrain);
    }

    public void AdamW(Tensor parameters, Tensor gradient, Tensor first, Tensor second, AdamStep step)
    {
        Fit.Alike(parameters, gradient);
        Fit.Alike(parameters, first, second);
        Spread(new AdamWork(parameters.Pointer, gradient.Pointer, first.Pointer, second.Pointer, step), parameters.Length, 1, ElementGrain);
    }

    public void Momentum(Tensor parameters, Tensor gradient, Tensor velocity, MomentumStep step)
    {
        Fit.Alike(parameters, gradient, velocity);
        Spread(new MomentumWork(parameters.Pointer, gradient.Pointer, velocity.Pointer, step), parameters.Length, 1, ElementGrain);
    }

    private void Map<TMap>(TMap map, Tensor from, Tensor to) where TMap : unmanaged, IMap => Spread(new Mapped<TMap>(map, from.Pointer, to.Pointer), from.Length, ExponentialCost, ElementGrain);

    private void Map<TMap>(TMap map, Tensor one, Tensor other, Tensor to) where TMap : unmanaged, IMap2 =>
        Spread(new Mapped2<TMap>(map, one.Pointer, other.Pointer, to.Pointer), one.Length, ExponentialCost, ElementGrain);

    /// <summary>target += what each part left in its own row of sums, the first one first.</summary>
    private void AddParts(float* sums, int parts, float* target, long columns)
    {
        for (var part = 0; part < parts; part++)
        {
            for (var i = 0L; i < columns; i++) target[i] += sums[(part * _workspace.Stride) + i];
        }
    }
}
