using Athanor.Compute.Devices.Cpu.Threads;

namespace Athanor.Compute.Devices.Cpu.Products;

/// <summary>Adds up what the parts of a depth left, the first one first.</summary>
internal readonly unsafe struct SumOfParts(float* sums, long stride, int count, float* target, long length, bool adds) : IWork
{
    public void Run(int part, int parts)
    {
        var share = Share.Of(length, part, parts, grain: 16);
        for (var i = share.Begin; i < share.End; i++)
        {
            var sum = sums[i];
            for (var other = 1; other < count; other++) sum += sums[(other * stride) + i];
            target[i] = adds ? target[i] + sum : sum;
        }
    }
}
