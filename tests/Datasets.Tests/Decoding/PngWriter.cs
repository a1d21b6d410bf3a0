using System.Buffers.Binary;
using System.IO.Compression;

namespace Athanor.Datasets.Tests.Decoding;

/// <summary>Makes PNG files for tests: sound ones, and ones whose header claims what they do not hold.</summary>
internal static class PngWriter
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] Grey(int width, int height, Func<int, int, byte> pixel) => Write(width, height, colourType: 0, channels: 1, (x, y, _) => pixel(x, y));

    public static byte[] Rgb(int width, int height, Func<int, int, int, byte> sample) => Write(width, height, colourType: 2, channels: 3, sample);

    public static byte[] Rgba(int width, int height, Func<int, int, int, byte> sample) => Write(width, height, colourType: 6, channels: 4, sample);

    /// <summary>A few bytes that promise an image of any size.</summary>
    public static byte[] Claiming(int width, int height)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        WriteHeader(file, width, height, colourType: 2);
        WriteChunk(file, "IDAT"u8, Compress([0]));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Write(int width, int height, byte colourType, int channels, Func<int, int, int, byte> sample)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        WriteHeader(file, width, height, colourType);
        WriteChunk(file, "IDAT"u8, Compress(Rows(width, height, channels, sample)));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    // Each row begins with the name of its filter: none.
    private static byte[] Rows(int width, int height, int channels, Func<int, int, int, byte> sample)
    {
        var rows = new byte[height * (1 + (width * channels))];
        var next = 0;
        for (var y = 0; y < height; y++)
        {
            rows[next++] = 0;
            for (var x = 0; x < width; x++)
                for (var channel = 0; channel < channels; channel++) rows[next++] = sample(x, y, channel);
        }
        return rows;
    }

    private static void WriteHeader(MemoryStream file, int width, int height, byte colourType)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, colourType);
        WriteChunk(file, "IHDR"u8, header);
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] body = [.. name, .. data];
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(body));
        file.Write(number);
    }

    private static byte[] Compress(ReadOnlySpan<byte> data)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest)) zlib.Write(data);
        return compressed.ToArray();
    }

    // CRC-32 as PNG has it, bit by bit.
    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }
}
