using System.Buffers;
using System.Globalization;
using System.Text;
using Athanor.Datasets.Paths;

namespace Athanor.Datasets.Tars;

/// <summary>The bytes of a tar around the content of its files. The same files in the same order are always the same bytes.</summary>
internal static class TarWrite
{
    private const int ReadableByAll = 0b110_100_100;
    private const long LargestOctalSize = 0x1_FFFF_FFFF;
    private const long LargestOctalTime = 0x1_FFFF_FFFF;

    private static readonly byte[] Zeros = new byte[2 * TarHeader.Block];

    /// <summary>What ends an archive: two blocks of nothing.</summary>
    public static ReadOnlyMemory<byte> End => Zeros;

    /// <summary>What fills a file's last block.</summary>
    public static ReadOnlyMemory<byte> PaddingOf(long size) => Zeros.AsMemory(0, (int)((TarHeader.Block - (size % TarHeader.Block)) % TarHeader.Block));

    /// <summary>Everything that stands before a file's content. Times are kept to the second.</summary>
    public static void WriteHeader(IBufferWriter<byte> output, EntryPath path, long size, DateTimeOffset modifiedAt)
    {
        var name = Encoding.UTF8.GetBytes(path.Value);
        var seconds = modifiedAt.ToUnixTimeSeconds();
        var extended = ExtendedFor(name, size, seconds);
        if (extended.Length > 0)
        {
            WriteBlock(output, "pax"u8, extended.Length, 0, TarKinds.Extended);
            output.Write(extended);
            output.Write(PaddingOf(extended.Length).Span);
        }
        WriteBlock(output, name, size, seconds, TarKinds.File);
    }

    // Only what the header itself cannot say: a long name or one beyond ASCII, a size from 8 GiB, a time before 1970 or after 2242.
    private static byte[] ExtendedFor(ReadOnlySpan<byte> name, long size, long seconds)
    {
        var records = new ArrayBufferWriter<byte>();
        if (!Fits(name)) WriteRecord(records, "path="u8, name);
        if (size > LargestOctalSize) WriteRecord(records, "size="u8, Digits(size));
        if (seconds is < 0 or > LargestOctalTime) WriteRecord(records, "mtime="u8, Digits(seconds));
        return records.WrittenSpan.ToArray();
    }

    private static bool Fits(ReadOnlySpan<byte> name) => name.Length <= TarHeader.Block && Ascii.IsValid(name) && SplitOf(name) >= 0;

    /// <summary>Where the folders end that go into the prefix; 0 when the name needs none, -1 when it does not fit at all.</summary>
    private static int SplitOf(ReadOnlySpan<byte> name)
    {
        var (room, prefixRoom) = (Length(TarFields.Name), Length(TarFields.Prefix));
        if (name.Length <= room) return 0;
        var slash = name[..Math.Min(name.Length, prefixRoom + 1)].LastIndexOf((byte)'/');
        return slash > 0 && name.Length - slash - 1 <= room ? slash : -1;
    }

    private static void WriteRecord(ArrayBufferWriter<byte> records, ReadOnlySpan<byte> keyword, ReadOnlySpan<byte> value)
    {
        // The length counts its own digits.
        var rest = keyword.Length + value.Length + 2;
        var length = rest + 1;
        while (length != rest + length.ToString(CultureInfo.InvariantCulture).Length) length++;
        records.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{length} ")));
        records.Write(keyword);
        records.Write(value);
        records.Write("\n"u8);
    }

    private static void WriteBlock(IBufferWriter<byte> output, ReadOnlySpan<byte> name, long size, long seconds, char kind)
    {
        var block = output.GetSpan(TarHeader.Block)[..TarHeader.Block];
        block.Clear();
        PutName(block, name);
        Put(block, TarFields.Mode, ReadableByAll);
        Put(block, TarFields.Owner, 0);
        Put(block, TarFields.Group, 0);
        Put(block, TarFields.Size, size > LargestOctalSize ? 0 : size);
        Put(block, TarFields.ModifiedAt, Math.Clamp(seconds, 0, LargestOctalTime));
        block[TarFields.Kind] = (byte)kind;
        "ustar\u000000"u8.CopyTo(block[TarFields.Magic]);
        Seal(block);
        output.Advance(TarHeader.Block);
    }

    // Readers take the name of an extended header over a cut one.
    private static void PutName(Span<byte> block, ReadOnlySpan<byte> name)
    {
        var split = SplitOf(name);
        if (split > 0)
        {
            name[..split].CopyTo(block[TarFields.Prefix]);
            name = name[(split + 1)..];
        }
        name[..Math.Min(name.Length, Length(TarFields.Name))].CopyTo(block[TarFields.Name]);
    }

    // Six digits, a NUL and a space: the one field that is written in a way of its own.
    private static void Seal(Span<byte> block)
    {
        var (start, end) = (TarFields.Checksum.Start.Value, TarFields.Checksum.End.Value);
        Put(block, start..(end - 1), TarHeader.SumOf(block));
        block[end - 1] = (byte)' ';
    }

    private static void Put(Span<byte> block, Range field, long number)
    {
        var digits = block[field][..^1];
        for (var at = digits.Length - 1; at >= 0; at--, number >>= 3) digits[at] = (byte)('0' + (number & 7));
    }

    private static byte[] Digits(long number) => Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    private static int Length(Range field) => field.End.Value - field.Start.Value;
}
