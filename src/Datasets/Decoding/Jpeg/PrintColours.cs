namespace Athanor.Datasets.Decoding.Jpeg;

/// <summary>JPEG images in cyan, magenta, yellow and black. All programs that write them store the inks inverted, as Adobe's did first.</summary>
internal static class PrintColours
{
    private const byte Opaque = 255;

    public static (bool Succeeded, string? Finding) Decode(ReadOnlySpan<byte> file, ImageShape shape, Span<byte> pixels)
    {
        using var inks = new DecodedImage(shape with { Channels = 4 });
        var outcome = JpegDecoder.Decompress(file, inks.Shape, inks.Pixels, LibTurboJpeg.Cmyk);
        if (outcome.Succeeded) Convert(inks.Pixels, pixels, shape.Channels);
        return outcome;
    }

    private static void Convert(ReadOnlySpan<byte> inks, Span<byte> pixels, int channels)
    {
        for (int from = 0, to = 0; from < inks.Length; from += 4, to += channels)
        {
            var black = inks[from + 3];
            Write(pixels.Slice(to, channels), (byte)(inks[from] * black / 255), (byte)(inks[from + 1] * black / 255), (byte)(inks[from + 2] * black / 255));
        }
    }

    private static void Write(Span<byte> pixel, byte red, byte green, byte blue)
    {
        if (pixel.Length == 1)
        {
            pixel[0] = Luma.Of(red, green, blue);
            return;
        }
        pixel[0] = red;
        pixel[1] = green;
        pixel[2] = blue;
        if (pixel.Length == 4) pixel[3] = Opaque;
    }
}
