using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Lanes;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Elements;

internal readonly unsafe struct AdamWork(float* parameters, float* gradient, float* first, float* second, AdamStep step) : IRangeWork
{
    private readonly float _fresh1 = (float)(1 - (double)step.Beta1);
    private readonly float _fresh2 = (float)(1 - (double)step.Beta2);
    private readonly float _unbias1 = (float)(1 / (1 - Math.Pow(step.Beta1, step.Number)));
    private readonly float _unbias2 = (float)(1 / (1 - Math.Pow(step.Beta2, step.Number)));

    [MethodImpl(Compiled.AsKernel)]
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        for (var i = begin; i < end; i += V.Count)
        {
            var (p, mean, square) = (LaneMath.Load<V>(parameters + i, end - i), LaneMath.Load<V>(first + i, end - i), LaneMath.Load<V>(second + i, end - i));
            var slope = LaneMath.Load<V>(gradient + i, end - i) * V.All(step.GradientScale);
            mean = V.MultiplyAdd(V.All(_fresh1), slope - mean, mean);
            square = V.MultiplyAdd(V.All(_fresh2), (slope * slope) - square, square);
            var move = V.MultiplyAdd(V.All(step.WeightDecay), p, mean * V.All(_unbias1) / (V.Sqrt(square * V.All(_unbias2)) + V.All(step.Epsilon)));
            LaneMath.Store(mean, first + i, end - i);
            LaneMath.Store(square, second + i, end - i);
            LaneMath.Store(V.MultiplyAdd(V.All(-step.LearningRate), move, p), parameters + i, end - i);
        }
    }
}

internal readonly unsafe struct MomentumWork(float* parameters, float* gradient, float* velocity, MomentumStep step) : IRangeWork
{
    [MethodImpl(Compiled.AsKernel)]
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        for (var i = begin; i < end; i += V.Count)
        {
            var (p, momentum) = (LaneMath.Load<V>(parameters + i, end - i), V.All(step.Momentum));
            var slope = V.MultiplyAdd(V.All(step.WeightDecay), p, LaneMath.Load<V>(gradient + i, end - i) * V.All(step.GradientScale));
            var speed = V.MultiplyAdd(momentum, LaneMath.Load<V>(velocity + i, end - i), slope);
            var move = step.IsNesterov ? V.MultiplyAdd(momentum, speed, slope) : speed;
            LaneMath.Store(speed, velocity + i, end - i);
            LaneMath.Store(V.MultiplyAdd(V.All(-step.LearningRate), move, p), parameters + i, end - i);
        }
    }
}
