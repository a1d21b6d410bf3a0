using System.Text;

namespace Athanor.Datasets.Decoding.Text;

/// <summary>
/// Reads CSV as RFC 4180 has it, from a stream of any length: fields may be quoted, a quoted field may hold commas, line ends and doubled quotes,
/// and lines end with LF or CRLF. What breaks the rules is a <see cref="FormatException"/> that names the row.
/// </summary>
public sealed class CsvReader(Stream content) : IDisposable
{
    private const int BlockLength = 32 << 10;
    private const char ByteOrderMark = '\uFEFF';

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly StreamReader _text = new(content, Strict, detectEncodingFromByteOrderMarks: false, BlockLength, leaveOpen: true);
    private readonly char[] _block = new char[BlockLength];
    private readonly CsvRow _row = new();
    private int _next;
    private int _end;

    /// <summary>The number of the row that was read last, the header being row 1.</summary>
    public long Row => _row.Number;

    /// <summary>The next row, or null at the end. The list is used again for the row after it.</summary>
    public async ValueTask<IReadOnlyList<string>?> ReadAsync(CancellationToken cancellation)
    {
        _row.Begin();
        while (_next < _end || await FillAsync(cancellation))
        {
            if (_row.Accept(_block[_next++])) return _row.Fields;
        }
        return _row.End() ? _row.Fields : null;
    }

    public void Dispose() => _text.Dispose();

    /// <summary>What is wrong with a table, if something is: every row must have as many fields as the first, but for empty lines.</summary>
    public static async ValueTask<string?> InspectAsync(Stream content, CancellationToken cancellation)
    {
        using var reader = new CsvReader(content);
        try
        {
            var width = (await reader.ReadAsync(cancellation))?.Count;
            while (await reader.ReadAsync(cancellation) is { } row)
                if (row.Count != width && row is not [""]) return $"row {reader.Row} has {row.Count} fields, and the first row has {width}";
            return width is null ? "it is empty" : null;
        }
        catch (FormatException error)
        {
            return error.Message;
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        try
        {
            var isFirst = _end == 0;
            _end = await _text.ReadAsync(_block.AsMemory(), cancellation);
            _next = isFirst && _end > 0 && _block[0] == ByteOrderMark ? 1 : 0;
            return _next < _end;
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException($"row {Row} or one soon after it is no UTF-8");
        }
    }
}
