using System.Runtime.InteropServices;

namespace Athanor.Datasets.Tests.Decoding;

/// <summary>Makes JPEG files for tests, by the same library that the decoder uses.</summary>
internal static unsafe partial class JpegWriter
{
    private const string Library = "libturbojpeg.so.0";
    private const int Rgb = 0;
    private const int Grey = 6;
    private const int Cmyk = 11;
    private const int FullColour = 0;
    private const int NoColour = 3;
    private const int Progressive = 16384;

    public static byte[] Write(int width, int height, Func<int, int, int, byte> sample, int quality = 90, bool isProgressive = false) =>
        Compress(width, height, 3, Rgb, FullColour, sample, quality, isProgressive ? Progressive : 0);

    public static byte[] WriteGrey(int width, int height, Func<int, int, byte> pixel, int quality = 90) => Compress(width, height, 1, Grey, NoColour, (x, y, _) => pixel(x, y), quality, 0);

    public static byte[] WriteCmyk(int width, int height, Func<int, int, int, byte> sample) => Compress(width, height, 4, Cmyk, FullColour, sample, 95, 0);

    private static byte[] Compress(int width, int height, int channels, int format, int subsampling, Func<int, int, int, byte> sample, int quality, int flags)
    {
        var pixels = new byte[width * height * channels];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = sample(i / channels % width, i / channels / width, i % channels);

        var handle = tjInitCompress();
        byte* file = null;
        nuint length = 0;
        try
        {
            fixed (byte* start = pixels) Assert.Equal(0, tjCompress2(handle, start, width, 0, height, format, &file, &length, subsampling, quality, flags));
            return new ReadOnlySpan<byte>(file, (int)length).ToArray();
        }
        finally
        {
            tjFree(file);
            _ = tjDestroy(handle);
        }
    }

    [LibraryImport(Library)]
    private static partial nint tjInitCompress();

    [LibraryImport(Library)]
    private static partial int tjCompress2(nint handle, byte* pixels, int width, int stride, int height, int format, byte** file, nuint* length, int subsampling, int quality, int flags);

    [LibraryImport(Library)]
    private static partial void tjFree(byte* file);

    [LibraryImport(Library)]
    private static partial int tjDestroy(nint handle);
}
