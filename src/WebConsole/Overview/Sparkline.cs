using System.Globalization;
using System.Text;

namespace Athanor.WebConsole.Overview;

/// <summary>A line of values as the points of an SVG polyline; what is seen until, or without, the script.</summary>
internal static class Sparkline
{
    public const int Width = 600;
    public const int Height = 120;
    private const int Points = 150;

    public static string PointsOf(IReadOnlyList<double> values, double highest)
    {
        if (values.Count < 2) return "";
        var step = Math.Max(1, values.Count / Points);
        var text = new StringBuilder();
        for (var index = 0; index < values.Count; index += step)
        {
            var x = Width * (double)index / (values.Count - 1);
            var y = Height - (highest > 0 ? values[index] / highest * (Height - 4) : 0) - 2;
            text.Append(CultureInfo.InvariantCulture, $"{x:0.#},{y:0.#} ");
        }
        return text.ToString();
    }
}
