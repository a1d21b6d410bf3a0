using System.Buffers.Text;
using System.Globalization;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Tars;

/// <summary>What extended headers say of the next file in place of its own header.</summary>
internal sealed class TarExtras
{
    private const string NoRecord = "an extended header is not written as one";

    private bool _isExtended;

    public byte[]? Path { get; private set; }
    public long? Size { get; private set; }
    public decimal? ModifiedSeconds { get; private set; }
    public bool IsEmpty => Path is null && Size is null && ModifiedSeconds is null && !_isExtended;

    /// <summary>GNU's way: the content is the path.</summary>
    public void TakeLongPath(ReadOnlySpan<byte> content, long at)
    {
        if (Path is not null) throw new ProblemException(TarProblems.Damaged(at, "a file has two long paths"));
        Path = content.TrimEnd((byte)0).ToArray();
    }

    /// <summary>Pax's way: records such as <c>19 path=train/a.jpg\n</c>, which count their own length.</summary>
    public void TakeRecords(ReadOnlySpan<byte> content, long at)
    {
        if (_isExtended) throw new ProblemException(TarProblems.Damaged(at, "a file has two extended headers"));
        _isExtended = true;
        while (!content.IsEmpty)
        {
            if (!Utf8Parser.TryParse(content, out int length, out var digits) || digits + 2 > length || length > content.Length || content[digits] != ' ' || content[length - 1] != '\n')
                throw new ProblemException(TarProblems.Damaged(at, NoRecord));
            TakeRecord(content[(digits + 1)..(length - 1)], at);
            content = content[length..];
        }
    }

    private void TakeRecord(ReadOnlySpan<byte> record, long at)
    {
        var equals = record.IndexOf((byte)'=');
        if (equals <= 0) throw new ProblemException(TarProblems.Damaged(at, NoRecord));
        var keyword = record[..equals];
        var value = record[(equals + 1)..];
        if (keyword.StartsWith("GNU.sparse."u8)) throw new ProblemException(TarProblems.Unsupported(at, TarKinds.Describe('S')));

        // An empty value takes back what was said before.
        if (keyword.SequenceEqual("path"u8)) Path = value.IsEmpty ? null : value.ToArray();
        if (keyword.SequenceEqual("size"u8)) Size = value.IsEmpty ? null : SizeOf(value, at);
        if (keyword.SequenceEqual("mtime"u8)) ModifiedSeconds = value.IsEmpty ? null : SecondsOf(value, at);
    }

    private static long SizeOf(ReadOnlySpan<byte> value, long at) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : throw new ProblemException(TarProblems.Damaged(at, "an extended header holds no size where one belongs"));

    private static decimal SecondsOf(ReadOnlySpan<byte> value, long at) =>
        decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : throw new ProblemException(TarProblems.Damaged(at, "an extended header holds no time where one belongs"));
}
