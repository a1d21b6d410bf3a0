using System.Runtime.InteropServices;

namespace Athanor.Datasets.Decoding.Jpeg;

/// <summary>libjpeg-turbo through its TurboJPEG interface (turbojpeg.h), which answers errors as values.</summary>
internal static unsafe partial class LibTurboJpeg
{
    public const string File = "libturbojpeg.so.0";

    public const int Rgb = 0;
    public const int Grey = 6;
    public const int Rgba = 7;
    public const int Cmyk = 11;

    /// <summary>A progressive image of a thousand passes over the same pixels is an attack, not a picture.</summary>
    public const int LimitScans = 32768;

    public const int Warning = 0;

    /// <summary>Colours at half the size, as cameras keep them.</summary>
    public const int SamplingHalf = 2;
    public const int SamplingGrey = 3;

    /// <summary>The file is written where the caller has room for it, or not at all.</summary>
    public const int NoReallocation = 1024;

    private static readonly Lazy<bool> Found = new(() => NativeLibrary.TryLoad(File, typeof(LibTurboJpeg).Assembly, null, out _));

    public static bool IsThere => Found.Value;

    [LibraryImport(File, EntryPoint = "tjInitDecompress")]
    public static partial JpegHandle InitializeDecompressor();

    [LibraryImport(File, EntryPoint = "tjInitCompress")]
    public static partial JpegHandle InitializeCompressor();

    [LibraryImport(File, EntryPoint = "tjBufSize")]
    public static partial nuint MostBytes(int width, int height, int sampling);

    [LibraryImport(File, EntryPoint = "tjCompress2")]
    public static partial int Compress(JpegHandle handle, byte* pixels, int width, int stride, int height, int format, byte** file, ref nuint length, int sampling, int quality, int flags);

    [LibraryImport(File, EntryPoint = "tjDestroy")]
    public static partial int Destroy(nint handle);

    [LibraryImport(File, EntryPoint = "tjDecompress2")]
    public static partial int Decompress(JpegHandle handle, byte* file, nuint length, byte* pixels, int width, int stride, int height, int format, int flags);

    [LibraryImport(File, EntryPoint = "tjGetErrorStr2")]
    public static partial nint ErrorText(JpegHandle handle);

    [LibraryImport(File, EntryPoint = "tjGetErrorCode")]
    public static partial int ErrorCode(JpegHandle handle);
}
