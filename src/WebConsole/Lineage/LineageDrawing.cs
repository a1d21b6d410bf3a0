using System.Globalization;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Journal;

namespace Athanor.WebConsole.Lineage;

/// <summary>The graph laid out in columns: causes to the left of the subject, effects to its right, and each thing right of all that it came from.</summary>
public sealed record LineageDrawing(int Width, int Height, IReadOnlyList<LineageDrawing.Box> Boxes, IReadOnlyList<LineageDrawing.Line> Lines, int Hidden)
{
    public const int BoxWidth = 208;
    public const int BoxHeight = 44;
    private const double PixelsPerRem = 16;
    private const int ColumnGap = 72;
    private const int RowGap = 16;
    private const int Margin = 8;
    private const int MaximumBoxes = 60;
    private const int MaximumColumns = 24;
    private const int MaximumLetters = 24;

    /// <summary>The size on the page, in units that grow with its text.</summary>
    public string WidthInRem => InRem(Width);

    public string HeightInRem => InRem(Height);

    /// <summary>A thing at its place; the column counts steps from the subject in the middle, negative for causes.</summary>
    public sealed record Box(Subject Subject, int Column, int X, int Y)
    {
        public string Name => Subject.Name.Length <= MaximumLetters ? Subject.Name : $"{Subject.Name[..(MaximumLetters - 9)]}…{Subject.Name[^8..]}";
        public string Address => $"/lineage?subject={Uri.EscapeDataString(Subject.ToString())}";
    }

    public sealed record Line(Box From, Box To, string Verb)
    {
        public string Path
        {
            get
            {
                var (left, right, bend) = (From.X + BoxWidth, To.X, ColumnGap / 2);
                var (start, end) = (From.Y + (BoxHeight / 2), To.Y + (BoxHeight / 2));
                return string.Create(CultureInfo.InvariantCulture, $"M{left} {start}C{left + bend} {start} {right - bend} {end} {right} {end}");
            }
        }
    }

    public static LineageDrawing Of(Subject subject, IReadOnlyList<LineageEdge> causes, IReadOnlyList<LineageEdge> effects)
    {
        var columns = ColumnOfEach(subject, causes, effects);
        var shown = columns.Take(MaximumBoxes).GroupBy(entry => entry.Value).OrderBy(column => column.Key).ToList();
        var tallest = shown.Max(column => column.Count());
        var height = (2 * Margin) + (tallest * (BoxHeight + RowGap)) - RowGap;

        var boxes = shown.SelectMany((column, index) => Place(column.Select(entry => entry.Key).ToList(), column.Key, index, height)).ToDictionary(box => box.Subject);
        var lines = causes.Concat(effects).DistinctBy(edge => (edge.Parent, edge.Child))
            .Where(edge => boxes.ContainsKey(edge.Parent) && boxes.ContainsKey(edge.Child))
            .Select(edge => new Line(boxes[edge.Parent], boxes[edge.Child], edge.Verb));
        var width = (2 * Margin) + (shown.Count * (BoxWidth + ColumnGap)) - ColumnGap;
        return new(width, height, [.. boxes.Values], [.. lines], columns.Count - boxes.Count);
    }

    private static Dictionary<Subject, int> ColumnOfEach(Subject subject, IReadOnlyList<LineageEdge> causes, IReadOnlyList<LineageEdge> effects)
    {
        var columns = new Dictionary<Subject, int> { [subject] = 0 };
        var nearestFirst = causes.Select(edge => (edge.Parent, Column: -edge.Depth)).Concat(effects.Select(edge => (edge.Child, Column: edge.Depth))).OrderBy(entry => Math.Abs(entry.Column));
        foreach (var (found, column) in nearestFirst) columns.TryAdd(found, column);

        // Things that came from each other cannot all stand to the right: the bound ends it.
        for (var pass = 0; pass < MaximumColumns && MovesApart(columns, causes, effects); pass++) continue;
        columns[subject] = 0;
        return columns;
    }

    private static bool MovesApart(Dictionary<Subject, int> columns, IReadOnlyList<LineageEdge> causes, IReadOnlyList<LineageEdge> effects)
    {
        var hasMoved = false;
        foreach (var edge in effects.Where(edge => columns[edge.Child] <= columns[edge.Parent]))
        {
            columns[edge.Child] = columns[edge.Parent] + 1;
            hasMoved = true;
        }
        foreach (var edge in causes.Where(edge => columns[edge.Parent] >= columns[edge.Child]))
        {
            columns[edge.Parent] = columns[edge.Child] - 1;
            hasMoved = true;
        }
        return hasMoved;
    }

    private static string InRem(int pixels) => string.Create(CultureInfo.InvariantCulture, $"{pixels / PixelsPerRem:0.###}rem");

    private static IEnumerable<Box> Place(List<Subject> subjects, int column, int index, int height)
    {
        var top = (height - (subjects.Count * (BoxHeight + RowGap)) + RowGap) / 2;
        var left = Margin + (index * (BoxWidth + ColumnGap));
        return subjects.Select((subject, row) => new Box(subject, column, left, top + (row * (BoxHeight + RowGap))));
    }
}
