using Athanor.Datasets.Decoding;

namespace Athanor.Datasets.Tests.Decoding;

public sealed class PngDecoderTests
{
    public PngDecoderTests() => Needs.Images();

    [Fact]
    public void Every_pixel_comes_back_as_it_was_written()
    {
        var file = PngWriter.Rgb(17, 9, Sample);
        using var image = ImageDecoder.Decode(file, DecodingLimits.Default).OrThrow("a.png");

        Assert.Equal(new ImageShape(17, 9, 3), image.Shape);
        for (var y = 0; y < 9; y++)
            for (var x = 0; x < 17; x++)
                for (var channel = 0; channel < 3; channel++) Assert.Equal(Sample(x, y, channel), image.Pixels[(((y * 17) + x) * 3) + channel]);
    }

    [Fact]
    public void A_grey_image_has_one_channel_unless_more_are_asked_for()
    {
        var file = PngWriter.Grey(5, 4, (x, y) => (byte)(x * y * 10));
        using var grey = ImageDecoder.Decode(file, DecodingLimits.Default).OrThrow("a.png");
        using var coloured = ImageDecoder.Decode(file, DecodingLimits.Default, channels: 3).OrThrow("a.png");

        Assert.Equal(1, grey.Shape.Channels);
        Assert.Equal([120, 120, 120], coloured.Pixels[^3..].ToArray());
    }

    [Fact]
    public void Transparency_is_kept_and_laid_over_black_where_it_is_not_asked_for()
    {
        var file = PngWriter.Rgba(2, 2, (_, _, channel) => channel == 3 ? (byte)0 : (byte)200);
        using var whole = ImageDecoder.Decode(file, DecodingLimits.Default).OrThrow("a.png");
        using var flat = ImageDecoder.Decode(file, DecodingLimits.Default, channels: 3).OrThrow("a.png");

        Assert.Equal(4, whole.Shape.Channels);
        Assert.Equal(new byte[12], flat.Pixels.ToArray());
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        var file = PngWriter.Rgb(40, 30, Pictures.Scene(1, 40, 30));
        for (var length = 0; length < file.Length - 12; length += 7)
        {
            var decoded = ImageDecoder.Decode(file.AsSpan(0, length), DecodingLimits.Default);
            Assert.False(decoded.Succeeded, $"{length} of {file.Length} bytes were decoded.");
            Assert.NotNull(decoded.Finding);
        }
    }

    [Fact]
    public void A_file_without_its_last_chunk_is_called_truncated()
    {
        var file = PngWriter.Rgb(8, 8, Sample);
        var decoded = ImageDecoder.Decode(file.AsSpan(0, file.Length - 12), DecodingLimits.Default);
        Assert.Contains("truncated", decoded.Finding, StringComparison.Ordinal);
        decoded.Value?.Dispose();
    }

    [Fact]
    public void Bytes_behind_the_end_are_told_and_the_image_is_still_decoded()
    {
        byte[] file = [.. PngWriter.Rgb(8, 8, Sample), .. "hidden"u8];
        var decoded = ImageDecoder.Decode(file, DecodingLimits.Default);
        using var image = decoded.Value;
        Assert.NotNull(image);
        Assert.Equal("6 bytes follow the end of the image", decoded.Finding);
    }

    [Theory]
    [InlineData(100_000, 100_000)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(60_000, 60_000)]
    public void An_image_that_claims_too_many_pixels_is_refused_before_anything_is_allocated(int width, int height)
    {
        var file = PngWriter.Claiming(width, height);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var decoded = ImageDecoder.Decode(file, DecodingLimits.Default);
        Assert.False(decoded.Succeeded);
        Assert.Contains($"{width} x {height}", decoded.Finding, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 10);
    }

    [Fact]
    public void A_flipped_bit_in_the_pixels_is_found_by_its_checksum()
    {
        var file = PngWriter.Rgb(40, 30, Pictures.Scene(2, 40, 30));
        file[file.Length / 2] ^= 0x10;
        Assert.False(ImageDecoder.Decode(file, DecodingLimits.Default).Succeeded);
    }

    [Fact]
    public void The_header_alone_tells_the_size()
    {
        var header = ImageDecoder.Probe(PngWriter.Rgba(640, 480, Sample).AsSpan(0, 64)).OrThrow("a.png");
        Assert.Equal(new ImageHeader(ContentKind.Png, 640, 480, 4, 8), header);
    }

    [Fact]
    public void Random_bytes_behind_a_sound_signature_are_refused_and_nothing_worse()
    {
        var random = new Random(20_240);
        for (var round = 0; round < 300; round++)
        {
            var file = PngWriter.Rgb(12, 12, Sample);
            for (var hit = 0; hit < 4; hit++) file[random.Next(8, file.Length)] = (byte)random.Next(256);
            ImageDecoder.Decode(file, DecodingLimits.Default).Value?.Dispose();
        }
    }

    private static byte Sample(int x, int y, int channel) => (byte)((x * 13) + (y * 7) + (channel * 50));
}
