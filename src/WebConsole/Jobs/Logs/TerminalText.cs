using System.Text;

namespace Athanor.WebConsole.Jobs.Logs;

/// <summary>
/// Reads what a program wrote for a terminal, piece by piece, into lines of styled text. Colours and bold are kept and every other sequence is dropped; a carriage return
/// writes over its line, as progress bars want it; and what is no text is shown as what it is. Only the newest lines are kept.
/// </summary>
internal sealed class TerminalText(int mostLines)
{
    private const int LongestLine = 4000;
    private const int Pictures = 0x2400;
    private const char DeletePicture = '\u2421';

    private readonly Decoder _decoder = new UTF8Encoding(false).GetDecoder();
    private readonly SequenceReader _sequences = new();
    private readonly Queue<LogLine> _lines = new();
    private readonly List<LogRun> _runs = [];
    private readonly StringBuilder _run = new();
    private LogStyle _style;
    private int _length;
    private int _hidden;
    private bool _hasReturned;

    /// <summary>How many bytes the line takes so far that has no end yet: who goes on elsewhere begins so far back.</summary>
    public long OpenBytes { get; private set; }

    public void Read(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.LastIndexOf((byte)'\n');
        OpenBytes = end < 0 ? OpenBytes + bytes.Length : bytes.Length - end - 1;
        var text = new char[_decoder.GetCharCount(bytes, flush: false)];
        foreach (var letter in text.AsSpan(0, _decoder.GetChars(bytes, text, flush: false))) Take(letter);
    }

    /// <summary>Whether there were more lines than are kept since they were last taken.</summary>
    public bool HasDropped { get; private set; }

    /// <summary>The lines that have ended since this was last asked.</summary>
    public IReadOnlyList<LogLine> TakeLines()
    {
        IReadOnlyList<LogLine> lines = [.. _lines];
        _lines.Clear();
        HasDropped = false;
        return lines;
    }

    /// <summary>The line that has no end yet.</summary>
    public LogLine Open()
    {
        EndRun();
        return new([.. _runs], _hidden);
    }

    private void Take(char letter)
    {
        if (letter == '\n') EndLine();
        else if (_sequences.Takes(letter, out var style)) Restyle(style);
        else if (letter == '\r') _hasReturned = true;
        else Append(Shown(letter));
    }

    private void Restyle(IReadOnlyList<int>? parameters)
    {
        if (parameters is null) return;
        EndRun();
        _style = _style.With(parameters);
    }

    private void Append(char letter)
    {
        if (_hasReturned) Clear();
        if (_length < LongestLine) _run.Append(letter);
        else _hidden++;
        _length++;
    }

    private void EndRun()
    {
        if (_run.Length == 0) return;
        var (text, style) = (_run.ToString(), _style.Classes);
        _run.Clear();
        if (_runs is [.., var last] && last.Style == style) _runs[^1] = last with { Text = last.Text + text };
        else _runs.Add(new(text, style));
    }

    private void EndLine()
    {
        _lines.Enqueue(Open());
        if (_lines.Count > mostLines) HasDropped = _lines.TryDequeue(out _);
        Clear();
        _sequences.Abandon();
    }

    private void Clear()
    {
        _run.Clear();
        _runs.Clear();
        (_length, _hidden, _hasReturned) = (0, 0, false);
    }

    // Who turns the direction of writing can make a line say something else than it does.
    private static char Shown(char letter) => letter switch
    {
        '\t' => letter,
        < ' ' => (char)(Pictures + letter),
        '\u007f' => DeletePicture,
        >= '\u0080' and < '\u00a0' => '\ufffd',
        '\u061c' or '\u200e' or '\u200f' or (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069') => '\ufffd',
        _ => letter,
    };
}
