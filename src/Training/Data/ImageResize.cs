using Athanor.Datasets.Decoding;

namespace Athanor.Training.Data;

/// <summary>The square in the middle of an image at another size. A pixel that gets smaller is the mean of those it covers, one that gets larger lies between its neighbours.</summary>
internal static class ImageResize
{
    public static void CentreInto(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> target, int side)
    {
        var square = Math.Min(shape.Width, shape.Height);
        var (left, top, scale) = ((shape.Width - square) / 2.0, (shape.Height - square) / 2.0, (double)square / side);
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
                for (var channel = 0; channel < shape.Channels; channel++)
                    target[(((y * side) + x) * shape.Channels) + channel] = scale >= 1 ? Mean(source, shape, left + (x * scale), top + (y * scale), scale, channel) : Between(source, shape, left + ((x + 0.5) * scale) - 0.5, top + ((y + 0.5) * scale) - 0.5, channel);
    }

    private static byte Mean(ReadOnlySpan<byte> source, ImageShape shape, double left, double top, double size, int channel)
    {
        var (x0, y0) = ((int)left, (int)top);
        var (x1, y1) = (Math.Clamp((int)Math.Round(left + size), x0 + 1, shape.Width), Math.Clamp((int)Math.Round(top + size), y0 + 1, shape.Height));
        var sum = 0L;
        for (var y = y0; y < y1; y++)
            for (var x = x0; x < x1; x++) sum += source[(y * shape.Stride) + (x * shape.Channels) + channel];
        var count = (x1 - x0) * (y1 - y0);
        return (byte)((sum + (count / 2)) / count);
    }

    private static byte Between(ReadOnlySpan<byte> source, ImageShape shape, double x, double y, int channel)
    {
        var (x0, y0) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (dx, dy) = (x - x0, y - y0);
        var above = (At(source, shape, x0, y0, channel) * (1 - dx)) + (At(source, shape, x0 + 1, y0, channel) * dx);
        var below = (At(source, shape, x0, y0 + 1, channel) * (1 - dx)) + (At(source, shape, x0 + 1, y0 + 1, channel) * dx);
        return (byte)Math.Clamp(Math.Round((above * (1 - dy)) + (below * dy)), 0, 255);
    }

    private static byte At(ReadOnlySpan<byte> source, ImageShape shape, int x, int y, int channel) =>
        source[(Math.Clamp(y, 0, shape.Height - 1) * shape.Stride) + (Math.Clamp(x, 0, shape.Width - 1) * shape.Channels) + channel];
}
