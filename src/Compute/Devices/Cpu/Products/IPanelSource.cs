namespace Athanor.Compute.Devices.Cpu.Products;

/// <summary>A factor of a product, wherever its numbers come from. Its lanes are rows of the left factor, columns of the right one.</summary>
internal unsafe interface IPanelSource
{
    /// <summary>Writes [depths, width]: the lanes <paramref name="first"/> to first + count, at the depths from <paramref name="depth"/> on, and zeros beyond count.</summary>
    void Pack(long first, int count, int width, long depth, int depths, float* panel);

    /// <summary>Where lanes lie side by side in memory already, and how far apart the depths are; null where they do not.</summary>
    float* At(long first, long depth, out long stride);
}
