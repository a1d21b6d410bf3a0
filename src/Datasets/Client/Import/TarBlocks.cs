using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Athanor.Datasets.Client.Import;

/// <summary>
/// Headers of a tar, written where the content's place is already known: ustar, with a pax header before it for what does not fit.
/// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html
/// </summary>
internal static class TarBlocks
{
    public const int Size = 512;
    public const int EndSize = 2 * Size;

    private const int LongestName = 100;
    private const long LargestOctal = 0x1_ffff_ffff;    // eleven octal digits

    public static int HeaderLength(int pathLength, long size) => NeedsExtension(pathLength, size) ? Size + (int)Padded(Records(pathLength, size)) + Size : Size;

    public static long EntryLength(int pathLength, long size) => HeaderLength(pathLength, size) + Padded(size);

    public static long Padded(long length) => (length + Size - 1) / Size * Size;

    public static void WriteHeader(Span<byte> target, ReadOnlySpan<byte> path, long size, DateTimeOffset modifiedAt)
    {
        target.Clear();
        if (NeedsExtension(path.Length, size))
        {
            var records = Records(path.Length, size);
            WriteBlock(target, "pax"u8, 'x', records, modifiedAt);
            WriteRecords(target.Slice(Size, records), path, size);
            target = target[(Size + (int)Padded(records))..];
        }
        WriteBlock(target, path[..Math.Min(path.Length, LongestName)], '0', size, modifiedAt);
    }

    private static bool NeedsExtension(int pathLength, long size) => pathLength > LongestName || size > LargestOctal;

    private static void WriteBlock(Span<byte> block, ReadOnlySpan<byte> name, char kind, long size, DateTimeOffset modifiedAt)
    {
        name.CopyTo(block);
        "0000644\0"u8.CopyTo(block[100..]);
        "0000000\0"u8.CopyTo(block[108..]);
        "0000000\0"u8.CopyTo(block[116..]);
        WriteOctal(block.Slice(124, 11), size > LargestOctal ? 0 : size);
        WriteOctal(block.Slice(136, 11), Math.Clamp(modifiedAt.ToUnixTimeSeconds(), 0, LargestOctal));
        block[156] = (byte)kind;
        "ustar\000"u8.CopyTo(block[257..]);
        "00"u8.CopyTo(block[263..]);
        WriteChecksum(block[..Size]);
    }

    // The sum of all bytes, where the eight of the sum itself count as spaces.
    private static void WriteChecksum(Span<byte> block)
    {
        var sum = 8L * ' ';
        foreach (var value in block) sum += value;
        WriteOctal(block.Slice(148, 6), sum);
        block[155] = (byte)' ';
    }

    private static void WriteOctal(Span<byte> digits, long value)
    {
        for (var index = digits.Length - 1; index >= 0; index--, value >>= 3) digits[index] = (byte)('0' + (value & 7));
    }

    private static int Records(int pathLength, long size) =>
        (pathLength > LongestName ? RecordLength("path", pathLength) : 0) + (size > LargestOctal ? RecordLength("size", Digits(size)) : 0);

    private static void WriteRecords(Span<byte> target, ReadOnlySpan<byte> path, long size)
    {
        if (path.Length > LongestName) target = WriteRecord(target, "path", path);
        if (size > LargestOctal) WriteRecord(target, "size", Encoding.ASCII.GetBytes(size.ToString(CultureInfo.InvariantCulture)));
    }

    private static Span<byte> WriteRecord(Span<byte> target, string keyword, ReadOnlySpan<byte> value)
    {
        var length = RecordLength(keyword, value.Length);
        Utf8Formatter.TryFormat(length, target, out var written);
        Encoding.ASCII.TryGetBytes($" {keyword}=", target[written..], out var named);
        value.CopyTo(target[(written + named)..]);
        target[length - 1] = (byte)'\n';
        return target[length..];
    }

    // A record counts itself: "<length> <keyword>=<value>\n".
    private static int RecordLength(string keyword, int valueLength)
    {
        var rest = keyword.Length + valueLength + 3;
        var length = rest + Digits(rest);
        return rest + Digits(length);
    }

    private static int Digits(long value) => value.ToString(CultureInfo.InvariantCulture).Length;
}
