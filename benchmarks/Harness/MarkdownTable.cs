using System.Text;

namespace Athanor.Benchmarks.Harness;

/// <summary>A table that reads well as text and as Markdown.</summary>
internal sealed class MarkdownTable(params string[] headings)
{
    private readonly List<string[]> _rows = [headings];

    public void Add(params string[] cells) => _rows.Add(cells);

    public override string ToString()
    {
        var widths = Enumerable.Range(0, headings.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder().AppendLine(Line(_rows[0], widths, ' ')).AppendLine(Line([.. widths.Select(_ => "")], widths, '-'));
        foreach (var row in _rows.Skip(1)) text.AppendLine(Line(row, widths, ' '));
        return text.ToString();
    }

    private static string Line(string[] cells, int[] widths, char filler) =>
        $"| {string.Join(" | ", cells.Select((cell, column) => cell.PadRight(widths[column], filler)))} |";
}
