using Athanor.Compute.Devices.Cpu.Products;

namespace Athanor.Compute.Devices.Cpu.Images;

/// <summary>A weight [filters, rows, columns, channels] as the right factor of the way back to the input: [rows · columns · filters, channels], the window turned by half a turn.</summary>
internal readonly unsafe struct TurnedWeight(float* weight, int filters, int places, int channels) : IPanelSource
{
    public float* At(long first, long depth, out long stride)
    {
        stride = 0;
        return null;
    }

    public void Pack(long first, int count, int width, long depth, int depths, float* panel)
    {
        for (var k = depth; k < depth + depths; k++, panel += width)
        {
            var (place, filter) = (places - 1 - (k / filters), k % filters);
            LanesTogether.Copy(weight + (((filter * places) + place) * channels) + first, panel, count);
            for (var lane = count; lane < width; lane++) panel[lane] = 0;
        }
    }
}
