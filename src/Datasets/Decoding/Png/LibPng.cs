using System.Runtime.InteropServices;

namespace Athanor.Datasets.Decoding.Png;

/// <summary>libpng's simplified interface (png.h, "Simplified API"), which catches the library's long jumps itself: none may cross managed frames.</summary>
internal static unsafe partial class LibPng
{
    public const string File = "libpng16.so.16";
    public const uint BlockVersion = 1;
    public const int MessageLength = 64;

    /// <summary>Samples of 16 bits are taken as sRGB when a file says nothing, as those of 8 bits are.</summary>
    public const uint SixteenBitsAreSrgb = 0x04;

    private static readonly Lazy<bool> Found = new(() => NativeLibrary.TryLoad(File, typeof(LibPng).Assembly, null, out _));

    public static bool IsThere => Found.Value;

    [LibraryImport(File, EntryPoint = "png_image_begin_read_from_memory")]
    public static partial int BeginRead(Block* image, byte* file, nuint length);

    [LibraryImport(File, EntryPoint = "png_image_finish_read")]
    public static partial int FinishRead(Block* image, Colour* background, byte* pixels, int stride, void* colourMap);

    [LibraryImport(File, EntryPoint = "png_image_free")]
    public static partial void Free(Block* image);

    /// <summary>png_image: the library and its caller talk through it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Block
    {
        public nint Opaque;
        public uint Version;
        public uint Width;
        public uint Height;
        public uint Format;
        public uint Flags;
        public uint ColourMapEntries;
        public uint WarningOrError;
        public fixed byte Message[MessageLength];
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Colour
    {
        public byte Red;
        public byte Green;
        public byte Blue;
    }
}
