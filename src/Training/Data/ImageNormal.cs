namespace Athanor.Training.Data;

/// <summary>What pixels become before the model sees them: (value - mean) / deviation of each channel over the images that are trained on.</summary>
internal sealed record ImageNormal(IReadOnlyList<float> Mean, IReadOnlyList<float> Deviation)
{
    public static ImageNormal Of(ImageFolder images, IReadOnlyList<int> samples)
    {
        var (sums, squares, count) = (new double[ImageFolder.Channels], new double[ImageFolder.Channels], 0L);
        foreach (var sample in samples)
        {
            var pixels = images.Pixels[sample];
            for (var index = 0; index < pixels.Length; index++)
            {
                sums[index % ImageFolder.Channels] += pixels[index];
                squares[index % ImageFolder.Channels] += pixels[index] * pixels[index];
            }
            count += pixels.Length / ImageFolder.Channels;
        }
        return new([.. sums.Select(sum => (float)(sum / count))], [.. squares.Select((square, channel) => (float)Math.Sqrt(Math.Max(1, (square / count) - Math.Pow(sums[channel] / count, 2))))]);
    }

    public void Write(ReadOnlySpan<byte> pixels, Span<float> target)
    {
        for (var index = 0; index < pixels.Length; index++) target[index] = (pixels[index] - Mean[index % Mean.Count]) / Deviation[index % Mean.Count];
    }
}
