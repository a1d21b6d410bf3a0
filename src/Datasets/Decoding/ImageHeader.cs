namespace Athanor.Datasets.Decoding;

/// <summary>What an image says of itself in its first bytes.</summary>
public sealed record ImageHeader(ContentKind Kind, int Width, int Height, int Channels, int BitDepth)
{
    public ImageShape Shape => new(Width, Height, Channels);
}
