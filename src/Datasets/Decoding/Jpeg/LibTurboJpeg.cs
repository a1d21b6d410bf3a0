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

    private static readonly Lazy<bool> Found = new(() => NativeLibrary.TryLoad(File, typeof(LibTurboJpeg).Assembly, null, out _));

    public static bool IsThere => Found.Value;

    [LibraryImport(File, EntryPoint = "tjInitDecompress")]
    public static partial JpegHandle InitializeDecompressor();

    [LibraryImport(File, EntryPoint = "tjDestroy")]
    public static partial int Destroy(nint handle);

    [LibraryImport(File, EntryPoint = "tjDecompress2")]
    public static partial int Decompress(JpegHandle handle, byte* file, nuint length, byte* pixels, int width, int stride, int height, int format, int flags);

    [LibraryImport(File, EntryPoint = "tjGetErrorStr2")]
    public static partial nint ErrorText(JpegHandle handle);

    [LibraryImport(File, EntryPoint = "tjGetErrorCode")]
    public static partial int ErrorCode(JpegHandle handle);
}
