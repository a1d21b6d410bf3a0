using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Lanes;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Sequences;

/// <summary>A range of places, all heads of each. turns is [time, 2, half]: cosines and sines.</summary>
internal readonly unsafe struct RotationWork(float* heads, float* turns, long time, long count, long half, float direction) : IRangeWork
{
    [MethodImpl(Compiled.AsKernel)]
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        for (var head = begin * count; head < end * count; head++)
        {
            var x = heads + (head * 2 * half);
            var cosines = turns + (head / count % time * 2 * half);
            for (var i = 0L; i < half; i += V.Count)
            {
                var left = half - i;
                var (cosine, sine) = (LaneMath.Load<V>(cosines + i, left), LaneMath.Load<V>(cosines + half + i, left) * V.All(direction));
                var (one, other) = (LaneMath.Load<V>(x + i, left), LaneMath.Load<V>(x + half + i, left));
                LaneMath.Store((one * cosine) - (other * sine), x + i, left);
                LaneMath.Store((other * cosine) + (one * sine), x + half + i, left);
            }
        }
    }
}
