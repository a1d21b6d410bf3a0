namespace Athanor.Compute.Devices.Cpu.Products;

/// <summary>A factor whose lanes lie a stride apart, each with its depths side by side: a plain left factor, or a transposed right one. To pack it is to transpose it.</summary>
internal readonly unsafe struct LanesApart(float* elements, long stride) : IPanelSource
{
    public float* At(long first, long depth, out long stride)
    {
        stride = 0;
        return null;
    }

    public void Pack(long first, int count, int width, long depth, int depths, float* panel)
    {
        Transposition.Copy(elements + (first * stride) + depth, stride, count, depths, panel, width);
        for (var k = 0; k < depths && count < width; k++) new Span<float>(panel + ((long)k * width) + count, width - count).Clear();
    }
}
