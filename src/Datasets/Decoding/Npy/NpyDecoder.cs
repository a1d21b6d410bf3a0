using System.Buffers.Binary;
using System.Text;

namespace Athanor.Datasets.Decoding.Npy;

/// <summary>NumPy's file format (numpy.lib.format, versions 1 to 3). Arrays of Python objects are refused: reading them would run what they hold.</summary>
public static class NpyDecoder
{
    /// <summary>A header that does not end within so many bytes is none.</summary>
    public const int MaximumHeaderLength = 64 << 10;

    private const int MaximumDimensions = 64;
    private const int SignatureLength = 6;

    /// <summary>From the first bytes of a file of known length.</summary>
    public static Decoded<NpyHeader> ReadHeader(ReadOnlySpan<byte> start, long fileLength)
    {
        if (ContentKinds.ByFirstBytes(start) != ContentKind.Npy || start.Length < 12) return Failed("it does not begin like a NumPy array");
        var isFirstVersion = start[SignatureLength] == 1;
        if (start[SignatureLength] is < 1 or > 3) return Failed($"there is no version {start[SignatureLength]} of the format");

        var prefix = SignatureLength + 2 + (isFirstVersion ? 2 : 4);
        var length = isFirstVersion ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        if (length > MaximumHeaderLength - prefix) return Failed($"its header claims {length} bytes");
        return length > start.Length - prefix
            ? Failed("it ends within its header")
            : Describe(Encoding.UTF8.GetString(start.Slice(prefix, (int)length)), prefix + (int)length, fileLength);
    }

    /// <summary>The header, after which the numbers stand in the file as they are.</summary>
    public static Decoded<NpyHeader> Decode(ReadOnlySpan<byte> file) => ReadHeader(file, file.Length);

    private static Decoded<NpyHeader> Describe(string text, int dataOffset, long fileLength)
    {
        if (!NpyHeaderText.TryRead(text, out var type, out var isFortran, out var shape)) return Failed("its header is not the one of an array");
        if (type.Contains('O', StringComparison.Ordinal)) return Failed("it holds Python objects, which are not read");
        if (NpyHeaderText.ItemSizeOf(type) is not { } itemSize) return Failed($"its type '{type}' is not known");
        if (shape.Count > MaximumDimensions) return Failed($"it has {shape.Count} dimensions");

        var header = new NpyHeader(type, itemSize, isFortran, shape, dataOffset);
        if (LengthOf(header) is not { } expected) return Failed("its shape is larger than any file");
        var held = fileLength - dataOffset;
        return held < expected ? Failed($"it is truncated: {expected} bytes of numbers are announced, and {held} are there")
            : Decoded.Of(header, held == expected ? null : $"{held - expected} bytes follow the end of the array");
    }

    private static long? LengthOf(NpyHeader header)
    {
        try
        {
            return header.Shape.Aggregate((long)header.ItemSize, (product, length) => checked(product * length));
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static Decoded<NpyHeader> Failed(string finding) => Decoded.Failed<NpyHeader>(finding);
}
