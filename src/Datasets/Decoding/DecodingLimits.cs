namespace Athanor.Datasets.Decoding;

/// <summary>What an image may claim before anything is allocated for it: a file of a few bytes can promise gigabytes of pixels.</summary>
public sealed record DecodingLimits(int MaximumSide = 65_535, long MaximumPixels = 64L << 20, long MaximumFileSize = 256L << 20)
{
    public static DecodingLimits Default { get; } = new();

    /// <summary>Why an image of this size is refused, if it is.</summary>
    public string? Refusal(int width, int height) =>
        width > MaximumSide || height > MaximumSide ? $"it claims {width} x {height} pixels, and a side may have {MaximumSide}"
        : (long)width * height > MaximumPixels ? $"it claims {width} x {height} pixels, and {MaximumPixels} are the most that is decoded"
        : null;
}
