using Athanor.Datasets.Decoding.Jpeg;
using Athanor.Datasets.Decoding.Png;

namespace Athanor.Datasets.Decoding;

/// <summary>PNG and JPEG to interleaved bytes. Safe to call from many threads at once.</summary>
public static class ImageDecoder
{
    /// <summary>The size of an image, from its first bytes and without decoding it. JPEG files may need more than the first kilobytes.</summary>
    public static Decoded<ImageHeader> Probe(ReadOnlySpan<byte> file) => ContentKinds.ByFirstBytes(file) switch
    {
        ContentKind.Png => PngHeader.Read(file),
        ContentKind.Jpeg => JpegStructure.ReadHeader(file),
        _ => Decoded.Failed<ImageHeader>("this is neither a PNG nor a JPEG image"),
    };

    /// <summary>All pixels, with the channels the file has (grey, grey and alpha, RGB, RGBA) or those that are asked for.</summary>
    public static Decoded<DecodedImage> Decode(ReadOnlySpan<byte> file, DecodingLimits limits, int? channels = null) =>
        Decode(file, limits, header => header.Shape with { Channels = channels ?? header.Channels });

    /// <summary>
    /// A JPEG image as small as its decoder makes it cheaply, with no side below <paramref name="side"/>; other images as they are. For those
    /// who only want an impression.
    /// </summary>
    public static Decoded<DecodedImage> DecodeSmall(ReadOnlySpan<byte> file, DecodingLimits limits, int side, int channels) =>
        Decode(file, limits, header => (header.Kind == ContentKind.Jpeg ? JpegDecoder.Reduce(header.Shape, side) : header.Shape) with { Channels = channels });

    /// <summary>Into memory of the caller, which must hold exactly the shape. A finding with false means that the pixels are not to be used.</summary>
    public static (bool Succeeded, string? Finding) DecodeInto(ReadOnlySpan<byte> file, ImageShape shape, Span<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, shape.Length);
        return ContentKinds.ByFirstBytes(file) switch
        {
            ContentKind.Png => PngDecoder.DecodeInto(file, shape, pixels),
            ContentKind.Jpeg => JpegDecoder.DecodeInto(file, shape, pixels),
            _ => (false, "this is neither a PNG nor a JPEG image"),
        };
    }

    private static Decoded<DecodedImage> Decode(ReadOnlySpan<byte> file, DecodingLimits limits, Func<ImageHeader, ImageShape> shapeOf)
    {
        if (file.Length > limits.MaximumFileSize) return Decoded.Failed<DecodedImage>($"its {file.Length} bytes are more than the {limits.MaximumFileSize} that are decoded");
        var probe = Probe(file);
        if (!probe.Succeeded) return Decoded.Failed<DecodedImage>(probe.Finding!);
        if (limits.Refusal(probe.Value.Width, probe.Value.Height) is { } refusal) return Decoded.Failed<DecodedImage>(refusal);

        var image = new DecodedImage(shapeOf(probe.Value));
        var (succeeded, finding) = DecodeInto(file, image.Shape, image.Pixels);
        if (succeeded) return Decoded.Of(image, finding);
        image.Dispose();
        return Decoded.Failed<DecodedImage>(finding!);
    }
}
