namespace Athanor.Compute.Devices;

/// <summary>How a window moves over an image, the same in both directions; outside of the image there are zeros.</summary>
public readonly record struct Convolution(int Stride, int Padding)
{
    public int SizeOf(int input, int window) => ((input + (2 * Padding) - window) / Stride) + 1;
}
