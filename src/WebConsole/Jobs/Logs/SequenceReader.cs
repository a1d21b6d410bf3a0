using System.Globalization;
using System.Text;

namespace Athanor.WebConsole.Jobs.Logs;

/// <summary>Parts the sequences of ECMA-48 from text, letter by letter, whatever they ask for: moving the cursor, a title, a colour.</summary>
internal sealed class SequenceReader
{
    private const int Longest = 256;
    private const char Start = '\u001b';
    private const char Bell = '\a';

    private readonly StringBuilder _parameters = new();
    private State _state = State.Text;

    private enum State
    {
        Text,
        Start,
        Charset,
        Control,
        String,
        StringStart,
    }

    /// <summary>Whether the letter belongs to a sequence. Where it ends one that changes the style, its parameters come with it.</summary>
    public bool Takes(char letter, out IReadOnlyList<int>? style)
    {
        style = null;
        switch (_state)
        {
            case State.Text when letter == Start:
                _state = State.Start;
                return true;
            case State.Text when letter == '\u009b':
            case State.Start when letter == '[':
                _parameters.Clear();
                _state = State.Control;
                return true;
            case State.Text when letter is '\u0090' or '\u0098' or '\u009d' or '\u009e' or '\u009f':
            case State.Start when letter is ']' or 'P' or 'X' or '^' or '_':
                _state = State.String;
                return true;
            case State.Text:
                return false;
            case State.Start:
                _state = letter is >= ' ' and <= '/' ? State.Charset : State.Text;
                return true;
            case State.Control:
                if (letter == 'm') style = Parse();
                if (letter is < ' ' or >= '@' || _parameters.Length >= Longest) _state = State.Text;
                else _parameters.Append(letter);
                return true;
            case State.String or State.StringStart when letter is Bell or '\u009c' || (letter == '\\' && _state == State.StringStart):
            case State.Charset:
                _state = State.Text;
                return true;
            default:
                _state = letter == Start ? State.StringStart : State.String;
                return true;
        }
    }

    /// <summary>A sequence that nobody ended must not swallow the rest of the log.</summary>
    public void Abandon() => _state = State.Text;

    private List<int>? Parse()
    {
        var numbers = new List<int>();
        foreach (var part in _parameters.ToString().Split(';', ':'))
        {
            if (part.Length == 0) numbers.Add(0);
            else if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) numbers.Add(number);
            else return null;
        }
        return numbers;
    }
}
