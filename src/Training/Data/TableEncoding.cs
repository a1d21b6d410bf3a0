using System.Globalization;
using Athanor.Foundation.Problems;

namespace Athanor.Training.Data;

/// <summary>
/// How the texts of a row become numbers. A column of numbers is one number, and a missing one the mean; any other column is a one for the value that it has, and all
/// zeros for one that was never seen. What it was made from is told beside the model, so that whoever asks it can send rows as they are.
/// </summary>
internal sealed record TableEncoding(string Target, IReadOnlyList<string> Labels, IReadOnlyList<EncodedColumn> Columns)
{
    private const int MostValues = 1000;

    public int Width => Columns.Sum(column => column.Width);

    public static TableEncoding Of(CsvTable table, IReadOnlyList<int> rows, string? target)
    {
        var name = target ?? table.Columns[^1];
        var place = IndexOf(table, name);
        var labels = table.Rows.Select(row => row[place]).Where(label => label.Length > 0).Distinct().Order(StringComparer.Ordinal).ToList();
        if (labels.Count is < 2 or > MostValues) throw new ProblemException(TrainingProblems.BadTarget(name, labels.Count, MostValues));
        return new(name, labels, [.. Enumerable.Range(0, table.Columns.Count).Where(column => column != place).Select(column => ColumnOf(table, rows, column))]);
    }

    public static int IndexOf(CsvTable table, string name) => table.Columns.ToList().IndexOf(name) is >= 0 and var place ? place : throw new ProblemException(TrainingProblems.NoColumn(name, table.Columns));

    /// <summary>The numbers before they are brought to one scale.</summary>
    public void Write(Func<string, string> valueOf, Span<float> target)
    {
        var place = 0;
        foreach (var column in Columns)
        {
            column.Write(valueOf(column.Name), target.Slice(place, column.Width));
            place += column.Width;
        }
    }

    private static EncodedColumn ColumnOf(CsvTable table, IReadOnlyList<int> rows, int column)
    {
        var values = rows.Select(row => table.Rows[row][column]).Where(value => value.Length > 0).ToList();
        var numbers = values.Select(NumberOf).ToList();
        if (values.Count == 0 || numbers.TrueForAll(number => number is not null)) return new(table.Columns[column], values.Count == 0 ? 0 : (float)numbers.Average(number => number!.Value), []);
        var known = values.GroupBy(value => value, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MostValues).Select(group => group.Key).Order(StringComparer.Ordinal);
        return new(table.Columns[column], 0, [.. known]);
    }

    internal static float? NumberOf(string text) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number) ? number : null;
}
