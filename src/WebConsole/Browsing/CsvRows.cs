using System.Text;

namespace Athanor.WebConsole.Browsing;

/// <summary>The first rows and columns of a table as RFC 4180 writes it, with commas, semicolons or tabs.</summary>
internal static class CsvRows
{
    private const int MostRows = 50;
    private const int MostColumns = 30;
    private static readonly char[] Separators = [',', ';', '\t'];

    public static Preview.Table Read(string text, bool isWhole)
    {
        var separator = SeparatorOf(text);
        var rows = new List<IReadOnlyList<string>>();
        var at = 0;
        while (at < text.Length && rows.Count < MostRows) rows.Add(ReadRow(text, separator, ref at));

        // Where the text was cut off, its last row is half a row.
        var isComplete = at >= text.Length;
        if (isComplete && !isWhole && rows.Count > 1) rows.RemoveAt(rows.Count - 1);
        return new(rows, isWhole && isComplete);
    }

    private static char SeparatorOf(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var first = end < 0 ? text : text[..end];
        return Separators.MaxBy(candidate => first.Count(letter => letter == candidate));
    }

    private static List<string> ReadRow(string text, char separator, ref int at)
    {
        var cells = new List<string>();
        while (true)
        {
            var cell = ReadCell(text, separator, ref at);
            if (cells.Count < MostColumns) cells.Add(cell);
            if (at < text.Length && text[at] == separator)
            {
                at++;
                continue;
            }
            if (at < text.Length && text[at] == '\r') at++;
            if (at < text.Length && text[at] == '\n') at++;
            return cells;
        }
    }

    private static string ReadCell(string text, char separator, ref int at)
    {
        var cell = new StringBuilder();
        var isQuoted = at < text.Length && text[at] == '"';
        if (isQuoted) at++;
        for (; at < text.Length; at++)
        {
            if (isQuoted && text[at] == '"')
            {
                if (at + 1 < text.Length && text[at + 1] == '"') at++;
                else
                {
                    isQuoted = false;
                    continue;
                }
            }
            else if (!isQuoted && (text[at] == separator || text[at] == '\n' || (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n')))
            {
                break;
            }
            cell.Append(text[at]);
        }
        return cell.ToString();
    }
}
