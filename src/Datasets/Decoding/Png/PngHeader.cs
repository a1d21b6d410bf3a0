using System.Buffers.Binary;

namespace Athanor.Datasets.Decoding.Png;

/// <summary>The signature and the first chunk of a PNG file (https://www.w3.org/TR/png-3/#11IHDR).</summary>
internal static class PngHeader
{
    public const int SignatureLength = 8;

    // Signature, length and name of the chunk, then 13 bytes of it.
    private const int Length = 29;

    public static Decoded<ImageHeader> Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < Length) return Decoded.Failed<ImageHeader>("it ends within its header");
        if (!file[8..16].SequenceEqual("\0\0\0\rIHDR"u8)) return Decoded.Failed<ImageHeader>("it does not begin with the chunk IHDR");

        var width = BinaryPrimitives.ReadUInt32BigEndian(file[16..]);
        var height = BinaryPrimitives.ReadUInt32BigEndian(file[20..]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue) return Decoded.Failed<ImageHeader>($"it claims {width} x {height} pixels");
        return ChannelsOf(file, colourType: file[25]) is { } channels
            ? Decoded.Of(new ImageHeader(ContentKind.Png, (int)width, (int)height, channels, BitDepth: file[24]))
            : Decoded.Failed<ImageHeader>($"there is no colour type {file[25]}");
    }

    private static int? ChannelsOf(ReadOnlySpan<byte> file, byte colourType) => colourType switch
    {
        0 => HasTransparency(file) ? 2 : 1,
        2 or 3 => HasTransparency(file) ? 4 : 3,
        4 => 2,
        6 => 4,
        _ => null,
    };

    // A chunk of its own may make one colour, or entries of the palette, transparent; it stands before the pixels.
    private static bool HasTransparency(ReadOnlySpan<byte> file)
    {
        foreach (var chunk in new PngChunks(file))
        {
            if (chunk.Name.SequenceEqual("tRNS"u8)) return true;
            if (chunk.Name.SequenceEqual("IDAT"u8)) return false;
        }
        return false;
    }
}
