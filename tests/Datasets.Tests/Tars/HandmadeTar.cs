using System.Buffers.Binary;
using System.Text;

namespace Athanor.Datasets.Tars;

/// <summary>A tar written byte by byte, so that it can also say what no archiver would.</summary>
internal sealed class HandmadeTar
{
    private readonly List<byte> _bytes = [];

    public HandmadeTar Entry(string name, string content = "", char kind = '0', Action<byte[]>? change = null) => Entry(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(content), kind, change);

    public HandmadeTar Entry(byte[] name, byte[] content, char kind = '0', Action<byte[]>? change = null)
    {
        var header = Header(name, content.Length, kind);
        change?.Invoke(header);
        Seal(header);
        _bytes.AddRange(header);
        _bytes.AddRange(content);
        _bytes.AddRange(new byte[(512 - (content.Length % 512)) % 512]);
        return this;
    }

    /// <summary>Extended header records, each with its own length in front.</summary>
    public HandmadeTar Pax(char kind, params IEnumerable<(string Keyword, string Value)> records) => Entry("pax", string.Concat(records.Select(Record)), kind);

    public HandmadeTar Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public byte[] Unfinished() => [.. _bytes];

    public byte[] Finish() => [.. _bytes, .. new byte[1024]];

    public static Action<byte[]> LargeSize(long size) => header =>
    {
        header.AsSpan(124, 12).Clear();
        header[124] = size < 0 ? (byte)0xFF : (byte)0x80;
        header.AsSpan(125, 3).Fill(size < 0 ? (byte)0xFF : (byte)0);
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(128), size);
    };

    public static void Seal(byte[] header)
    {
        header.AsSpan(148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes($"{Convert.ToString(header.Sum(value => (int)value), 8).PadLeft(6, '0')}\0 ", header.AsSpan(148));
    }

    private static byte[] Header(byte[] name, int size, char kind)
    {
        var header = new byte[512];
        name.CopyTo(header, 0);
        Encoding.ASCII.GetBytes("0000644\0", header.AsSpan(100));
        Encoding.ASCII.GetBytes(Convert.ToString(size, 8).PadLeft(11, '0'), header.AsSpan(124));
        Encoding.ASCII.GetBytes("00000000100", header.AsSpan(136));
        header[156] = (byte)kind;
        Encoding.ASCII.GetBytes("ustar\u000000", header.AsSpan(257));
        return header;
    }

    private static string Record((string Keyword, string Value) record)
    {
        var rest = Encoding.UTF8.GetByteCount($" {record.Keyword}={record.Value}\n");
        var length = rest + 1;
        while (length != rest + $"{length}".Length) length++;
        return $"{length} {record.Keyword}={record.Value}\n";
    }
}
