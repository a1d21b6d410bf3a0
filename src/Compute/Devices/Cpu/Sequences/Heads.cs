using System.Runtime.Intrinsics.X86;
using Athanor.Compute.Devices.Cpu.Threads;
using Athanor.Compute.Tensors;

namespace Athanor.Compute.Devices.Cpu.Sequences;

/// <summary>A tensor [batch, time, heads, width] by its heads, each of them a matrix [time, width] whose rows lie a stride apart.</summary>
internal readonly unsafe struct Heads(Tensor tensor)
{
    private readonly float* _elements = tensor.Pointer;

    public int Time { get; } = tensor.Shape[1];

    public int Count { get; } = tensor.Shape[2];

    public int Width { get; } = tensor.Shape[3];

    public long Stride => (long)Count * Width;

    /// <summary>Fetches rows into the second cache: one head's lie far apart, so that no processor guesses the next one.</summary>
    public void Fetch(int batch, int head, Share rows)
    {
        const int Line = 16;
        for (var row = rows.Begin; row < rows.End && Sse.IsSupported; row++)
        {
            var from = Row(batch, head, (int)row);
            for (var i = 0; i < Width; i += Line) Sse.Prefetch1(from + i);
        }
    }

    public float* Row(int batch, int head, int time) => _elements + (((((long)batch * Time) + time) * Count) + head) * Width;
}
