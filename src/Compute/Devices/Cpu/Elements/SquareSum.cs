using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Elements;

/// <summary>Σ x² of each part, each number widened before it is squared.</summary>
internal readonly unsafe struct SquareSum(float* source, long length, double* sums) : IWork
{
    [MethodImpl(Compiled.AsKernel)]
    public void Run(int part, int parts)
    {
        var share = Share.Of(length, part, parts, grain: 64);
        var (low, high, i) = (Vector<double>.Zero, Vector<double>.Zero, share.Begin);
        for (; i + Vector<float>.Count <= share.End; i += Vector<float>.Count)
        {
            Vector.Widen(Vector.Load(source + i), out var left, out var right);
            low += left * left;
            high += right * right;
        }
        var sum = Vector.Sum(low + high);
        for (; i < share.End; i++) sum += (double)source[i] * source[i];
        sums[part] = sum;
    }
}
