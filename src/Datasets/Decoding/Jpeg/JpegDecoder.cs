using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Athanor.Datasets.Decoding.Jpeg;

internal static class JpegDecoder
{
    private const int GreatestReduction = 8;

    // Making a decompressor costs more than decoding a small image. There are never more of them than threads that decode at once.
    private static readonly ConcurrentBag<JpegHandle> Idle = [];

    /// <summary>Half, a quarter or an eighth of the size, which the format's transform gives almost for free, as long as no side falls below what is asked.</summary>
    public static ImageShape Reduce(ImageShape shape, int side)
    {
        var reduction = GreatestReduction;
        while (reduction > 1 && Math.Min(shape.Width, shape.Height) / reduction < side) reduction /= 2;
        return shape with { Width = Divide(shape.Width, reduction), Height = Divide(shape.Height, reduction) };
    }

    public static (bool Succeeded, string? Finding) DecodeInto(ReadOnlySpan<byte> file, ImageShape shape, Span<byte> pixels)
    {
        var frame = JpegStructure.ReadFrame(file);
        if (!frame.Succeeded) return (false, frame.Finding);
        if (JpegStructure.FindEnd(file) is not { } end) return (false, "it is truncated: the end of the image is not there");

        var (succeeded, finding) = frame.Value.IsCmyk ? PrintColours.Decode(file, shape, pixels) : Decompress(file, shape, pixels, FormatOf(shape.Channels));
        return (succeeded, finding ?? (end == file.Length ? null : $"{file.Length - end} bytes follow the end of the image"));
    }

    public static unsafe (bool Succeeded, string? Finding) Decompress(ReadOnlySpan<byte> file, ImageShape shape, Span<byte> pixels, int format)
    {
        if (!Idle.TryTake(out var handle)) handle = JpegHandle.Create();
        try
        {
            fixed (byte* start = file, target = pixels)
            {
                var result = LibTurboJpeg.Decompress(handle, start, (nuint)file.Length, target, shape.Width, shape.Stride, shape.Height, format, LibTurboJpeg.LimitScans);
                if (result == 0) return (true, null);
                var message = $"libjpeg-turbo says: {Marshal.PtrToStringUTF8(LibTurboJpeg.ErrorText(handle))}";
                return (LibTurboJpeg.ErrorCode(handle) == LibTurboJpeg.Warning, message);
            }
        }
        finally
        {
            Idle.Add(handle);
        }
    }

    private static int FormatOf(int channels) => channels switch
    {
        1 => LibTurboJpeg.Grey,
        3 => LibTurboJpeg.Rgb,
        4 => LibTurboJpeg.Rgba,
        _ => throw new ArgumentOutOfRangeException(nameof(channels), channels, "A JPEG image is decoded to one, three or four channels."),
    };

    private static int Divide(int length, int reduction) => (length + reduction - 1) / reduction;
}
