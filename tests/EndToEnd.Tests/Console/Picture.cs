using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Athanor.EndToEnd.Console;

/// <summary>A PNG of one colour, as small as its format allows.</summary>
internal static class Picture
{
    public static byte[] Of(int width, int height, byte red, byte green, byte blue)
    {
        using var stream = new MemoryStream();
        stream.Write([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        Write(stream, "IHDR", header);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            for (var row = 0; row < height; row++) zlib.Write([0, .. Enumerable.Repeat(new[] { red, green, blue }, width).SelectMany(pixel => pixel)]);
        Write(stream, "IDAT", packed.ToArray());
        Write(stream, "IEND", []);
        return stream.ToArray();
    }

    private static void Write(Stream stream, string kind, byte[] content)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(kind), .. content];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        stream.Write(number);
        stream.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        stream.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }
}
