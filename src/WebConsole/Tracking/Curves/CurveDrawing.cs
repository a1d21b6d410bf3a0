using System.Globalization;
using System.Text;
using Athanor.Tracking.Charts;

namespace Athanor.WebConsole.Tracking.Curves;

/// <summary>The curves of one metric in one picture, with the ends of both axes in words. There is no line where no number can be drawn.</summary>
public sealed record CurveDrawing(string Metric, IReadOnlyList<CurveLine> Lines, string Top, string Bottom, string First, string Last)
{
    public const int Width = 600;
    public const int Height = 120;

    // Keeps the edges of a line within the picture.
    private const int Margin = 3;

    public bool IsEmpty => Lines.All(line => line.Line.Length == 0);

    public static CurveDrawing Of(string metric, IReadOnlyList<CurveSeries> series, CurveChoice choice)
    {
        var columns = series.SelectMany(one => one.Columns).ToList();
        var axis = CurveAxis.Of(columns.SelectMany(column => new[] { column.Least, column.Greatest }), choice.IsLogarithmic);
        var (first, last) = columns.Count == 0 ? (0, 0) : (columns.Min(column => column.From), columns.Max(column => column.From));
        var canvas = new Canvas(axis, first, last);
        return new(
            metric,
            [.. series.Select(one => canvas.Draw(one, choice.Smoothing))],
            axis.IsEmpty ? "" : TrackingWords.Of(axis.Greatest),
            axis.IsEmpty ? "" : TrackingWords.Of(axis.Least),
            first.ToString(CultureInfo.InvariantCulture),
            last.ToString(CultureInfo.InvariantCulture));
    }

    private readonly record struct Canvas(CurveAxis Axis, long First, long Last)
    {
        public CurveLine Draw(CurveSeries series, double smoothing)
        {
            var last = series.Columns.Count == 0 ? "" : TrackingWords.Of(series.Columns[^1].Last);
            return Axis.IsEmpty ? new(series.Name, "", "", last) : new(series.Name, LineOf(series.Columns, smoothing), BandOf(series.Columns), last);
        }

        // A number that cannot be drawn leaves a gap; one alone is a dot.
        private string LineOf(IReadOnlyList<ChartColumn> columns, double smoothing)
        {
            var (path, values, isDrawing) = (new StringBuilder(), Smoothing.Of(columns.Select(column => column.Last), smoothing), false);
            for (var index = 0; index < columns.Count; index++)
            {
                if (Axis.Holds(values[index])) path.Append(isDrawing ? "L" : "M").Append(PointOf(columns[index].From, values[index])).Append(isDrawing ? "" : "h.01");
                isDrawing = Axis.Holds(values[index]);
            }
            return path.ToString();
        }

        private string BandOf(IReadOnlyList<ChartColumn> columns)
        {
            var axis = Axis;
            var filled = columns.Where(column => axis.Holds(column.Least) && axis.Holds(column.Greatest)).ToList();
            if (filled.TrueForAll(column => column.Least == column.Greatest)) return "";
            var path = new StringBuilder("M");
            foreach (var column in filled) path.Append(PointOf(column.From, column.Greatest)).Append(' ');
            foreach (var column in Enumerable.Reverse(filled)) path.Append(PointOf(column.From, column.Least)).Append(' ');
            return path.Append('Z').ToString();
        }

        private string PointOf(long at, double value)
        {
            var x = Last > First ? (double)((Int128)at - First) / (double)((Int128)Last - First) : 0.5;
            return string.Create(CultureInfo.InvariantCulture, $"{Margin + (x * (Width - (2 * Margin))):0.#},{Height - Margin - (Axis.PositionOf(value) * (Height - (2 * Margin))):0.#}");
        }
    }
}
