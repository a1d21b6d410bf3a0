using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Lanes;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Elements;

internal readonly unsafe struct SwishedBackward(float* gate, float* up, float* gradient, float* gateGradient, float* upGradient) : IRangeWork
{
    [MethodImpl(Compiled.AsKernel)]
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        for (var i = begin; i < end; i += V.Count)
        {
            var (x, factor, slope) = (LaneMath.Load<V>(gate + i, end - i), LaneMath.Load<V>(up + i, end - i), LaneMath.Load<V>(gradient + i, end - i));
            var sigmoid = LaneMath.Sigmoid(x);
            LaneMath.Store(slope * factor * sigmoid * V.MultiplyAdd(x, V.All(1) - sigmoid, V.All(1)), gateGradient + i, end - i);
            LaneMath.Store(slope * x * sigmoid, upGradient + i, end - i);
        }
    }
}
