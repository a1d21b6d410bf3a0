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

    public float* Row(int batch, int head, int time) => _elements + (((((long)batch * Time) + time) * Count) + head) * Width;
}
