namespace Athanor.Datasets.Decoding;

/// <summary>How decoded pixels lie in memory: rows from the top, pixels from the left, a byte per channel, nothing between.</summary>
public readonly record struct ImageShape(int Width, int Height, int Channels)
{
    public int Stride => Width * Channels;
    public long Length => (long)Width * Height * Channels;
}
