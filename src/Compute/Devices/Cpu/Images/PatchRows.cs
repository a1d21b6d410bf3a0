using System.Runtime.CompilerServices;
using Athanor.Compute.Devices.Cpu.Products;

namespace Athanor.Compute.Devices.Cpu.Images;

/// <summary>Patches as a left factor: a lane is a place. Those of a panel are gathered side by side and then transposed.</summary>
internal readonly unsafe struct PatchRows(Patches patches) : IPanelSource
{
    public float* At(long first, long depth, out long stride)
    {
        stride = 0;
        return null;
    }

    [SkipLocalsInit]
    public void Pack(long first, int count, int width, long depth, int depths, float* panel)
    {
        var rows = stackalloc float[count * depths];
        for (var lane = 0; lane < count; lane++) patches.Gather(first + lane, (int)depth, depths, rows + (lane * depths));
        new LanesApart(rows, depths).Pack(0, count, width, 0, depths, panel);
    }
}

/// <summary>Patches as a right factor: a lane is a number of a patch, a depth is a place.</summary>
internal readonly unsafe struct PatchColumns(Patches patches) : IPanelSource
{
    public float* At(long first, long depth, out long stride)
    {
        stride = 0;
        return null;
    }

    public void Pack(long first, int count, int width, long depth, int depths, float* panel)
    {
        for (var (place, end) = (depth, depth + depths); place < end;)
        {
            var run = (int)Math.Min(patches.PlacesAcross - (place % patches.PlacesAcross), end - place);
            patches.GatherRun(place, run, (int)first, count, width, panel);
            for (var lane = count; lane < width; lane++)
            {
                for (var k = 0; k < run; k++) panel[(k * width) + lane] = 0;
            }
            place += run;
            panel += run * width;
        }
    }
}
