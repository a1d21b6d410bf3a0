using System.Text;

namespace Athanor.Datasets.Decoding.Text;

/// <summary>One row while it is read, a character at a time.</summary>
internal sealed class CsvRow
{
    private const int LongestField = 1 << 20;
    private const int MostFields = 16_384;
    private const char Separator = ',';
    private const char Quote = '"';

    private readonly List<string> _fields = [];
    private readonly StringBuilder _field = new();
    private State _state;
    private bool _skipsLineFeed;

    private enum State
    {
        FieldStart,
        Plain,
        Quoted,

        /// <summary>Behind a quote in a quoted field: its end, unless another quote follows.</summary>
        AfterQuote,
    }

    public long Number { get; private set; }

    public IReadOnlyList<string> Fields => _fields;

    public void Begin()
    {
        Number++;
        _fields.Clear();
        _field.Clear();
        _state = State.FieldStart;
    }

    /// <summary>True when the row is complete.</summary>
    public bool Accept(char letter)
    {
        var follows = _skipsLineFeed;
        _skipsLineFeed = false;
        if (follows && letter == '\n') return false;
        return _state == State.Quoted ? AcceptQuoted(letter) : AcceptPlain(letter);
    }

    /// <summary>At the end of the text: whether a last row stood there without a line end.</summary>
    public bool End()
    {
        if (_state == State.Quoted) throw new FormatException($"row {Number} begins a quoted field that never ends");
        if (_state == State.FieldStart && _fields.Count == 0)
        {
            Number--;
            return false;
        }
        EndField();
        return true;
    }

    private bool AcceptQuoted(char letter)
    {
        if (letter == Quote) _state = State.AfterQuote;
        else Append(letter);
        return false;
    }

    private bool AcceptPlain(char letter)
    {
        switch (letter)
        {
            case Separator:
                EndField();
                return false;
            case '\n' or '\r':
                _skipsLineFeed = letter == '\r';
                EndField();
                return true;
            case Quote when _state == State.FieldStart:
                _state = State.Quoted;
                return false;
            case Quote when _state == State.AfterQuote:
                _state = State.Quoted;
                Append(Quote);
                return false;
            case Quote:
                throw new FormatException($"row {Number} has a quote within a field that does not begin with one");
            default:
                if (_state == State.AfterQuote) throw new FormatException($"row {Number} has '{letter}' after the end of a quoted field");
                _state = State.Plain;
                Append(letter);
                return false;
        }
    }

    private void EndField()
    {
        if (_fields.Count == MostFields) throw new FormatException($"row {Number} has more than {MostFields} fields");
        _fields.Add(_field.ToString());
        _field.Clear();
        _state = State.FieldStart;
    }

    private void Append(char letter)
    {
        if (_field.Length == LongestField) throw new FormatException($"row {Number} has a field of more than {LongestField} characters");
        _field.Append(letter);
    }
}
