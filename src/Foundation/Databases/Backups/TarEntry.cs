using System.Buffers.Binary;
using System.Text;

namespace Athanor.Foundation.Databases.Backups;

/// <summary>
/// A plain file in a tar archive (POSIX ustar). Read by hand: of what tar can say a backup uses this one kind, and a reader that knows
/// no links, devices or extended headers cannot be led astray by them.
/// </summary>
internal sealed record TarEntry(string Name, long Size)
{
    public const int Block = 512;

    private const int LongestName = 99;
    private const long LargestOctal = 0x1_FFFF_FFFF;

    public long Padding => (Block - (Size % Block)) % Block;

    public byte[] ToHeader()
    {
        var header = new byte[Block];
        if (Encoding.ASCII.GetByteCount(Name) > LongestName) throw new ArgumentException($"The name '{Name}' is too long.");
        Put(header, 0, Name);
        Put(header, 100, "0000600\0");
        Put(header, 108, "0000000\0");
        Put(header, 116, "0000000\0");
        if (Size <= LargestOctal) Put(header, 124, Octal(Size, 11));
        else WriteLarge(header);
        Put(header, 136, Octal(0, 11));
        Put(header, 156, "0");
        Put(header, 257, "ustar\u000000");
        Put(header, 148, Octal(Sum(header), 6) + "\0 ");
        return header;
    }

    /// <summary>Null at the end of the archive.</summary>
    public static TarEntry? Read(ReadOnlySpan<byte> header)
    {
        if (!header.ContainsAnyExcept((byte)0)) return null;
        if (!header[257..262].SequenceEqual("ustar"u8)) throw new InvalidDataException("it is not a tar archive");
        if (ReadOctal(header[148..154]) != Sum(header)) throw new InvalidDataException("a header has a wrong checksum");
        if (header[156] is not ((byte)'0' or 0)) throw new InvalidDataException("it holds something that is not a plain file");

        var size = header[124] == 0x80 ? BinaryPrimitives.ReadInt64BigEndian(header[128..136]) : ReadOctal(header[124..136]);
        return size >= 0 ? new(ReadName(header), size) : throw new InvalidDataException("an entry has no size");
    }

    private void WriteLarge(Span<byte> header)
    {
        header[124] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(header[128..136], Size);
    }

    private static string ReadName(ReadOnlySpan<byte> header)
    {
        var (name, prefix) = (UntilNul(header[..100]), UntilNul(header[345..500]));
        return prefix.Length == 0 ? name : $"{prefix}/{name}";
    }

    private static string UntilNul(ReadOnlySpan<byte> field) => Encoding.ASCII.GetString(field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field);

    private static long ReadOctal(ReadOnlySpan<byte> field)
    {
        var number = 0L;
        foreach (var digit in field.Trim([(byte)' ', (byte)0]))
        {
            if (digit is < (byte)'0' or > (byte)'7') throw new InvalidDataException("a header holds no number where one belongs");
            number = (number << 3) | (long)(digit - '0');
        }
        return number;
    }

    // The checksum counts its own eight bytes as spaces.
    private static long Sum(ReadOnlySpan<byte> header)
    {
        var sum = 8L * ' ';
        for (var index = 0; index < Block; index++)
            if (index is < 148 or >= 156) sum += header[index];
        return sum;
    }

    private static string Octal(long number, int digits) => Convert.ToString(number, 8).PadLeft(digits, '0');

    private static void Put(byte[] header, int offset, string text) => Encoding.ASCII.GetBytes(text, header.AsSpan(offset));
}
