using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Lanes;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Elements;

internal readonly unsafe struct Dropped(float* from, float* to, float rate, Draw draw) : IRangeWork
{
    [MethodImpl(Compiled.AsKernel)]
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        var (least, factor) = ((uint)Math.Ceiling(rate * 4294967296.0), 1 / (1 - rate));
        for (var i = begin; i < end; i += Philox.WordsPerBlock)
        {
            var words = Philox.Block(draw, (uint)(i / Philox.WordsPerBlock));
            to[i] = words.A < least ? 0 : from[i] * factor;
            if (i + 1 < end) to[i + 1] = words.B < least ? 0 : from[i + 1] * factor;
            if (i + 2 < end) to[i + 2] = words.C < least ? 0 : from[i + 2] * factor;
            if (i + 3 < end) to[i + 3] = words.D < least ? 0 : from[i + 3] * factor;
        }
    }
}
