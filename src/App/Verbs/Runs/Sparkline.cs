using System.Text.Json;

namespace Athanor.App.Verbs.Runs;

/// <summary>A series as a few blocks of different heights on a line of text.</summary>
internal static class Sparkline
{
    private const string Heights = "▁▂▃▄▅▆▇█";

    /// <summary>Columns without a number are gaps.</summary>
    public static string Draw(IReadOnlyList<double?> values)
    {
        var numbers = values.OfType<double>().Where(double.IsFinite).ToList();
        if (numbers.Count == 0) return "";
        var (least, greatest) = (numbers.Min(), numbers.Max());
        return string.Concat(values.Select(value => value is { } number && double.IsFinite(number) ? HeightOf(number, least, greatest) : ' '));
    }

    public static string Of(JsonElement chart) => Draw([.. RunText.ListOf(chart, "columns").Select(column => column.GetProperty("last") is { ValueKind: JsonValueKind.Number } last ? last.GetDouble() : (double?)null)]);

    // The halves keep the range finite where both ends are near the greatest number there is.
    private static char HeightOf(double value, double least, double greatest)
    {
        var range = (greatest / 2) - (least / 2);
        return range == 0 ? Heights[0] : Heights[(int)Math.Round(((value / 2) - (least / 2)) / range * (Heights.Length - 1))];
    }
}
