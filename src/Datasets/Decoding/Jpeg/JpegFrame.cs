using System.Buffers.Binary;

namespace Athanor.Datasets.Decoding.Jpeg;

/// <summary>The frame header: how large the image is, and of how many components.</summary>
internal sealed record JpegFrame(int Width, int Height, int Components, int Precision)
{
    private const int Length = 6;

    public bool IsCmyk => Components == 4;

    /// <summary>Print colours are turned into RGB.</summary>
    public ImageHeader Header => new(ContentKind.Jpeg, Width, Height, Channels: Components == 1 ? 1 : 3, Precision);

    public static Decoded<JpegFrame> Read(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < Length) return Decoded.Failed<JpegFrame>("its frame header is too short");
        var height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        var width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        if (width == 0 || height == 0) return Decoded.Failed<JpegFrame>($"it claims {width} x {height} pixels");

        var components = segment[5];
        return components is 1 or 3 or 4
            ? Decoded.Of(new JpegFrame(width, height, components, Precision: segment[0]))
            : Decoded.Failed<JpegFrame>($"it has {components} components, and 1, 3 and 4 can be decoded");
    }
}
