using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Athanor.Compute.Devices.Cpu.Lanes;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Elements;

internal readonly unsafe struct Dropped(float* from, float* to, float rate, Draw draw) : IRangeWork
{
    private readonly uint _least = (uint)Math.Ceiling(rate * 4294967296.0);
    private readonly float _factor = 1 / (1 - rate);

    [MethodImpl(Compiled.AsKernel)]
    public void Run<V>(long begin, long end, int part) where V : unmanaged, ILanes<V>
    {
        var i = begin;
        for (; Avx2.IsSupported && typeof(V) != typeof(LanesAny) && i + PhiloxBlocks.Words <= end; i += PhiloxBlocks.Words)
        {
            var (first, second) = PhiloxBlocks.Four(draw, (uint)(i / Philox.WordsPerBlock));
            Keep(first, from + i, to + i);
            Keep(second, from + i + 8, to + i + 8);
        }
        for (; i < end; i++) to[i] = Philox.At(draw, i) < _least ? 0 : from[i] * _factor;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Keep(Vector256<uint> words, float* source, float* target)
    {
        var isKept = Vector256.GreaterThanOrEqual(words, Vector256.Create(_least)).AsSingle();
        (isKept & (Vector256.Load(source) * Vector256.Create(_factor))).Store(target);
    }
}
