using System.Runtime.InteropServices;

namespace Athanor.Datasets.Decoding.Jpeg;

internal static class JpegEncoder
{
    public static unsafe byte[] Encode(ReadOnlySpan<byte> pixels, ImageShape shape, int quality)
    {
        using var handle = JpegHandle.CreateCompressor();
        var (sampling, format) = shape.Channels == 1 ? (LibTurboJpeg.SamplingGrey, LibTurboJpeg.Grey) : (LibTurboJpeg.SamplingHalf, LibTurboJpeg.Rgb);
        var file = new byte[(int)LibTurboJpeg.MostBytes(shape.Width, shape.Height, sampling)];
        var length = (nuint)file.Length;
        fixed (byte* source = pixels, target = file)
        {
            var result = LibTurboJpeg.Compress(handle, source, shape.Width, shape.Stride, shape.Height, format, &target, ref length, sampling, quality, LibTurboJpeg.NoReallocation);
            if (result != 0) throw new InvalidOperationException($"libjpeg-turbo says: {Marshal.PtrToStringUTF8(LibTurboJpeg.ErrorText(handle))}");
        }
        return file[..(int)length];
    }
}
