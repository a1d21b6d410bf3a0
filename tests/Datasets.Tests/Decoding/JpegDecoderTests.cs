using Athanor.Datasets.Decoding;
using Athanor.Datasets.Decoding.Jpeg;

namespace Athanor.Datasets.Tests.Decoding;

public sealed class JpegDecoderTests
{
    public JpegDecoderTests() => Needs.Images();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pixels_come_back_nearly_as_they_were_written(bool isProgressive)
    {
        var scene = Pictures.Scene(7, 64, 48);
        using var image = ImageDecoder.Decode(JpegWriter.Write(64, 48, scene, 95, isProgressive), DecodingLimits.Default).OrThrow("a.jpg");

        Assert.Equal(new ImageShape(64, 48, 3), image.Shape);
        for (var i = 0; i < image.Pixels.Length; i++) Assert.InRange(image.Pixels[i] - scene(i / 3 % 64, i / 3 / 64, i % 3), -12, 12);
    }

    [Fact]
    public void A_grey_image_has_one_channel()
    {
        using var image = ImageDecoder.Decode(JpegWriter.WriteGrey(20, 10, (x, _) => (byte)(x * 10)), DecodingLimits.Default).OrThrow("a.jpg");
        Assert.Equal(new ImageShape(20, 10, 1), image.Shape);
    }

    [Fact]
    public void Print_colours_become_red_green_and_blue()
    {
        using var image = ImageDecoder.Decode(JpegWriter.WriteCmyk(16, 16, (_, _, channel) => channel switch { 0 => 255, 3 => 128, _ => 0 }), DecodingLimits.Default).OrThrow("a.jpg");
        Assert.Equal(3, image.Shape.Channels);
        Assert.InRange(image.Pixels[0], 120, 136);
        Assert.InRange(image.Pixels[1], 0, 8);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        var file = JpegWriter.Write(64, 48, Pictures.Scene(3, 64, 48));
        for (var length = 0; length < file.Length; length += 11)
        {
            var decoded = ImageDecoder.Decode(file.AsSpan(0, length), DecodingLimits.Default);
            Assert.False(decoded.Succeeded, $"{length} of {file.Length} bytes were decoded.");
            Assert.NotNull(decoded.Finding);
        }
    }

    [Fact]
    public void Bytes_behind_the_end_are_told_and_the_image_is_still_decoded()
    {
        byte[] file = [.. JpegWriter.Write(16, 16, Pictures.Scene(3, 16, 16)), .. "hidden"u8];
        var decoded = ImageDecoder.Decode(file, DecodingLimits.Default);
        using var image = decoded.Value;
        Assert.NotNull(image);
        Assert.Equal("6 bytes follow the end of the image", decoded.Finding);
    }

    [Fact]
    public void Damage_within_the_pixels_is_told()
    {
        var file = JpegWriter.Write(200, 200, Pictures.Scene(4, 200, 200));
        file.AsSpan(file.Length / 2, 40).Fill(0x55);
        byte[] broken = [.. file.AsSpan(0, file.Length * 3 / 4), 0xFF, 0xD9];
        var decoded = ImageDecoder.Decode(broken, DecodingLimits.Default);
        decoded.Value?.Dispose();
        Assert.Contains("libjpeg-turbo says", decoded.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_that_claims_too_many_pixels_is_refused_before_it_is_decoded()
    {
        var file = JpegWriter.Write(16, 16, Pictures.Scene(5, 16, 16));
        var frame = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        file.AsSpan(frame + 5, 4).Fill(0xFF);
        var decoded = ImageDecoder.Decode(file, DecodingLimits.Default);
        Assert.False(decoded.Succeeded);
        Assert.Contains("65535 x 65535", decoded.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_impression_keeps_the_side_that_is_needed()
    {
        Assert.Equal(new ImageShape(80, 60, 3), JpegDecoder.Reduce(new(640, 480, 3), 36));
        Assert.Equal(new ImageShape(40, 33, 3), JpegDecoder.Reduce(new(40, 33, 3), 36));
        using var image = ImageDecoder.DecodeSmall(JpegWriter.Write(641, 481, Pictures.Scene(6, 641, 481)), DecodingLimits.Default, 36, 1).OrThrow("a.jpg");
        Assert.Equal(new ImageShape(81, 61, 1), image.Shape);
    }

    [Fact]
    public void Random_damage_is_refused_or_told_and_nothing_worse()
    {
        var random = new Random(11);
        var sound = JpegWriter.Write(48, 48, Pictures.Scene(8, 48, 48), isProgressive: true);
        for (var round = 0; round < 300; round++)
        {
            var file = sound.ToArray();
            for (var hit = 0; hit < 4; hit++) file[random.Next(2, file.Length)] = (byte)random.Next(256);
            ImageDecoder.Decode(file, new DecodingLimits(MaximumPixels: 1 << 20)).Value?.Dispose();
        }
    }
}
