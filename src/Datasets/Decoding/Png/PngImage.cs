using System.Runtime.InteropServices;
using System.Text;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Decoding.Png;

/// <summary>One reading of a PNG file by libpng.</summary>
internal sealed unsafe class PngImage : SafeHandle
{
    public PngImage() : base(0, ownsHandle: true) => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(LibPng.Block)));

    public override bool IsInvalid => handle == 0;

    private LibPng.Block* Block => (LibPng.Block*)handle;

    public static PngImage Create() => LibPng.IsThere ? new() : throw new ProblemException(DecodingProblems.NoLibrary("PNG", LibPng.File, "libpng16-16"));

    public (bool Succeeded, string? Finding) Read(ReadOnlySpan<byte> file, ImageShape shape, Span<byte> pixels)
    {
        fixed (byte* start = file, target = pixels)
        {
            Block->Version = LibPng.BlockVersion;
            if (LibPng.BeginRead(Block, start, (nuint)file.Length) == 0) return (false, Message());
            if ((Block->Width, Block->Height) != ((uint)shape.Width, (uint)shape.Height)) return (false, $"it has {Block->Width} x {Block->Height} pixels, not those of its header");

            Block->Format = FormatOf(shape.Channels);
            Block->Flags |= LibPng.SixteenBitsAreSrgb;
            var black = default(LibPng.Colour);
            return LibPng.FinishRead(Block, &black, target, shape.Stride, null) == 0 ? (false, Message()) : (true, Block->WarningOrError == 0 ? null : Message());
        }
    }

    protected override bool ReleaseHandle()
    {
        LibPng.Free(Block);
        NativeMemory.Free((void*)handle);
        return true;
    }

    private static uint FormatOf(int channels) => channels switch
    {
        1 => 0,
        2 => 1,     // alpha
        3 => 2,     // colour
        4 => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(channels), channels, "A pixel has one to four channels."),
    };

    private string Message()
    {
        var text = new ReadOnlySpan<byte>(Block->Message, LibPng.MessageLength);
        var end = text.IndexOf((byte)0);
        return $"libpng says: {Encoding.Latin1.GetString(end < 0 ? text : text[..end])}";
    }
}
