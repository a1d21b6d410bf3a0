using System.Text;

namespace Athanor.Datasets.Decoding.Text;

/// <summary>
/// Reads CSV as RFC 4180 has it, from a stream of any length: fields may be quoted, a quoted field may hold commas, line ends and doubled quotes,
/// and lines end with LF or CRLF. What breaks the rules is a <see cref="FormatException"/> that names the row.
/// </summary>
public sealed class CsvReader(Stream content) : IDisposable
{
    private const int LongestField = 1 << 20;
    private const int MostFields = 16_384;
    private const char Separator = ',';
    private const char ByteOrderMark = '\uFEFF';
    private const char Quote = '"';
    private const int End = -1;

    private readonly StreamReader _text = new(content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, bufferSize: 32 << 10, leaveOpen: true);
    private readonly StringBuilder _field = new();
    private readonly List<string> _row = [];

    /// <summary>The number of the row that was read last, the header being row 1.</summary>
    public long Row { get; private set; }

    /// <summary>The next row, or null at the end. The list is used again for the row after it.</summary>
    public IReadOnlyList<string>? Read()
    {
        try
        {
            if (Row == 0 && _text.Peek() == ByteOrderMark) _ = _text.Read();
            if (_text.Peek() == End) return null;
            Row++;
            _row.Clear();
            while (ReadField())
            {
            }
            return _row;
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException($"row {Row} is no UTF-8");
        }
    }

    public void Dispose() => _text.Dispose();

    /// <summary>What is wrong with a table, if something is: every row must have as many fields as the first, but for empty lines.</summary>
    public static string? Inspect(Stream content, CancellationToken cancellation = default)
    {
        using var reader = new CsvReader(content);
        try
        {
            var width = reader.Read()?.Count;
            while (reader.Read() is { } row)
            {
                cancellation.ThrowIfCancellationRequested();
                if (row.Count != width && row is not [""]) return $"row {reader.Row} has {row.Count} fields, and the first row has {width}";
            }
            return width is null ? "it is empty" : null;
        }
        catch (FormatException error)
        {
            return error.Message;
        }
    }

    // False when the field was the last of its row.
    private bool ReadField()
    {
        if (_row.Count == MostFields) throw new FormatException($"row {Row} has more than {MostFields} fields");
        _field.Clear();
        if (_text.Peek() == Quote) ReadQuoted();
        else ReadPlain();
        _row.Add(_field.ToString());
        return EndField();
    }

    private void ReadPlain()
    {
        for (var next = _text.Peek(); next != End && next != Separator && next is not ('\n' or '\r'); next = _text.Peek())
        {
            if (next == Quote) throw new FormatException($"row {Row} has a quote within a field that does not begin with one");
            Append((char)_text.Read());
        }
    }

    private void ReadQuoted()
    {
        _ = _text.Read();
        for (; ; )
        {
            var next = _text.Read();
            if (next == End) throw new FormatException($"row {Row} begins a quoted field that never ends");
            if (next == Quote && _text.Peek() != Quote) return;
            if (next == Quote) _ = _text.Read();
            Append((char)next);
        }
    }

    private bool EndField()
    {
        var next = _text.Read();
        if (next == Separator) return true;
        if (next == '\r' && _text.Peek() == '\n') _ = _text.Read();
        else if (next is not ('\n' or '\r' or End)) throw new FormatException($"row {Row} has '{(char)next}' after the end of a quoted field");
        return false;
    }

    private void Append(char letter)
    {
        if (_field.Length == LongestField) throw new FormatException($"row {Row} has a field of more than {LongestField} characters");
        _field.Append(letter);
    }
}
