using Athanor.Datasets.Decoding;

namespace Athanor.Datasets.Tests.Decoding;

public sealed class ImageEncoderTests
{
    [Theory, InlineData(1, 1, 1), InlineData(7, 5, 2), InlineData(33, 64, 3), InlineData(16, 9, 4)]
    public void A_PNG_comes_back_as_it_was(int width, int height, int channels)
    {
        var shape = new ImageShape(width, height, channels);
        var pixels = new byte[shape.Length];
        for (var index = 0; index < pixels.Length; index++) pixels[index] = (byte)((index * 37) + (index / 11));

        using var image = ImageDecoder.Decode(ImageEncoder.Png(pixels, shape), DecodingLimits.Default).OrThrow("picture.png");

        Assert.Equal(shape, image.Shape);
        Assert.Equal(pixels, image.Pixels.ToArray());
    }

    [Theory, InlineData(1), InlineData(3)]
    public void A_JPEG_comes_back_almost_as_it_was_and_its_quality_decides_how_large_it_is(int channels)
    {
        var shape = new ImageShape(61, 40, channels);
        var pixels = new byte[shape.Length];
        for (var index = 0; index < pixels.Length; index++) pixels[index] = (byte)(40 + (index / shape.Stride * 3));

        var (fine, coarse) = (ImageEncoder.Jpeg(pixels, shape, 95), ImageEncoder.Jpeg(pixels, shape, 10));

        using var image = ImageDecoder.Decode(fine, DecodingLimits.Default).OrThrow("picture.jpg");
        Assert.Equal(shape, image.Shape);
        Assert.All(pixels.Zip(image.Pixels.ToArray()), pair => Assert.InRange(pair.Second - pair.First, -6, 6));
        Assert.True(coarse.Length < fine.Length);
    }

    [Fact]
    public void What_cannot_be_written_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageEncoder.Jpeg(new byte[4], new(1, 1, 4), 90));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageEncoder.Jpeg(new byte[3], new(1, 1, 3), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageEncoder.Png(new byte[2], new(1, 1, 3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageEncoder.Png([], new(0, 1, 3)));
    }
}
