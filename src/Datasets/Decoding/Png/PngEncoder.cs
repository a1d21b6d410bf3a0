using System.Buffers.Binary;
using System.IO.Compression;

namespace Athanor.Datasets.Decoding.Png;

/// <summary>Pixels as a PNG file of eight bits per channel, each row told by its difference to the one above.</summary>
internal static class PngEncoder
{
    private const byte Up = 2;
    private const byte BitDepth = 8;
    private static readonly byte[] Signature = [0x89, .. "PNG\r\n\u001A\n"u8];
    private static readonly byte[] ColourTypes = [0, 4, 2, 6];     // by the number of channels

    public static byte[] Encode(ReadOnlySpan<byte> pixels, ImageShape shape)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        WriteChunk(file, "IHDR"u8, Header(shape));
        WriteChunk(file, "IDAT"u8, Compressed(pixels, shape));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Header(ImageShape shape)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, shape.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), shape.Height);
        (header[8], header[9]) = (BitDepth, ColourTypes[shape.Channels - 1]);
        return header;
    }

    private static byte[] Compressed(ReadOnlySpan<byte> pixels, ImageShape shape)
    {
        using var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[shape.Stride + 1];
            row[0] = Up;
            for (var y = 0; y < shape.Height; y++)
            {
                for (var x = 0; x < shape.Stride; x++) row[x + 1] = (byte)(pixels[(y * shape.Stride) + x] - (y == 0 ? 0 : pixels[((y - 1) * shape.Stride) + x]));
                zlib.Write(row);
            }
        }
        return target.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(name);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, PngChecksum.Of(name, data));
        file.Write(number);
    }
}
