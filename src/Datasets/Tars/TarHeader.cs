using System.Buffers.Binary;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Tars;

/// <summary>The block before each entry of a tar. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html (ustar Interchange Format)</summary>
internal readonly ref struct TarHeader
{
    public const int Block = 512;

    private readonly ReadOnlySpan<byte> _block;
    private readonly long _at;

    /// <summary>Refuses a block that is no header, or not the one that was written.</summary>
    public TarHeader(ReadOnlySpan<byte> block, long at)
    {
        _block = block;
        _at = at;
        if (!IsPosix && !IsGnu) throw new ProblemException(at == 0 ? TarProblems.NoTar : Damage("there is no header where one belongs"));
        if (Number(TarFields.Checksum) != SumOf(block)) throw new ProblemException(Damage("a header has a wrong checksum"));
    }

    public char Kind => (char)_block[TarFields.Kind];
    public long Size => Number(TarFields.Size) is >= 0 and var size ? size : throw new ProblemException(Damage("a size is negative"));
    public long ModifiedSeconds => Number(TarFields.ModifiedAt);

    /// <summary>GNU's old format keeps other things where POSIX keeps the folders of a long path.</summary>
    public byte[] Path
    {
        get
        {
            var name = UntilNul(_block[TarFields.Name]);
            var prefix = IsPosix ? UntilNul(_block[TarFields.Prefix]) : [];
            return prefix.IsEmpty ? name.ToArray() : [.. prefix, (byte)'/', .. name];
        }
    }

    private bool IsPosix => _block[TarFields.Magic].SequenceEqual("ustar\u000000"u8);
    private bool IsGnu => _block[TarFields.Magic].SequenceEqual("ustar  \0"u8);

    /// <summary>The sum of all bytes, where the sum itself counts as spaces.</summary>
    public static long SumOf(ReadOnlySpan<byte> block)
    {
        var sum = 0L;
        foreach (var value in block) sum += value;
        foreach (var value in block[TarFields.Checksum]) sum += ' ' - value;
        return sum;
    }

    private long Number(Range field)
    {
        var bytes = _block[field];
        if ((bytes[0] & 0x80) != 0) return LargeNumber(bytes);
        var number = 0L;
        foreach (var digit in bytes.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7') throw new ProblemException(Damage("a header holds no number where one belongs"));
            number = (number << 3) | (long)(digit - '0');
        }
        return number;
    }

    // What does not fit into octal digits: a number in two's complement whose first bit is taken by the mark.
    private long LargeNumber(ReadOnlySpan<byte> bytes)
    {
        var number = BinaryPrimitives.ReadInt64BigEndian(bytes[^8..]);
        var (mark, filler) = number < 0 ? ((byte)0xFF, (byte)0xFF) : ((byte)0x80, (byte)0);
        if (bytes[0] != mark || bytes[1..^8].ContainsAnyExcept(filler)) throw new ProblemException(Damage("a number is too large"));
        return number;
    }

    private static ReadOnlySpan<byte> UntilNul(ReadOnlySpan<byte> field) => field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field;

    private Problem Damage(string what) => TarProblems.Damaged(_at, what);
}
