using Athanor.Datasets.Decoding.Jpeg;
using Athanor.Datasets.Decoding.Png;

namespace Athanor.Datasets.Decoding;

/// <summary>Interleaved bytes to PNG and JPEG: what <see cref="ImageDecoder"/> reads. Safe to call from many threads at once.</summary>
public static class ImageEncoder
{
    /// <summary>With one to four channels: grey, grey and alpha, RGB, RGBA.</summary>
    public static byte[] Png(ReadOnlySpan<byte> pixels, ImageShape shape)
    {
        Check(pixels, shape, shape.Channels is >= 1 and <= 4);
        return PngEncoder.Encode(pixels, shape);
    }

    /// <summary>Grey or RGB, at a quality from 1 to 100.</summary>
    public static byte[] Jpeg(ReadOnlySpan<byte> pixels, ImageShape shape, int quality)
    {
        Check(pixels, shape, shape.Channels is 1 or 3);
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        return JpegEncoder.Encode(pixels, shape, quality);
    }

    private static void Check(ReadOnlySpan<byte> pixels, ImageShape shape, bool hasChannels)
    {
        var limits = DecodingLimits.Default;
        if (!hasChannels || shape.Width < 1 || shape.Height < 1 || limits.Refusal(shape.Width, shape.Height) is not null) throw new ArgumentOutOfRangeException(nameof(shape), shape, "No image of this shape is written.");
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, shape.Length);
    }
}
