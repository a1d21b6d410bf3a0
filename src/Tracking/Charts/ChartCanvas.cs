using Athanor.Tracking.Model;

namespace Athanor.Tracking.Charts;

/// <summary>Gathers points, and blocks that lie within one column, into columns of equal width.</summary>
internal sealed class ChartCanvas(long from, long until, ChartFrame frame)
{
    private readonly Cell[] _cells = new Cell[frame.Columns];

    /// <summary>Columns that hold anything.</summary>
    public IReadOnlyList<ChartColumn> Columns =>
        [.. _cells.Select((cell, index) => (cell, index)).Where(one => one.cell.IsFilled).Select(one => new ChartColumn(StartOf(one.index), one.cell.Least, one.cell.Greatest, one.cell.Last))];

    public void Add(MetricPoint point)
    {
        var position = frame.IsByTime ? point.Timestamp : point.Step;
        if (position >= from && position <= until) Add(position, point.Value, point.Value, point.Value);
    }

    /// <summary>False for a block that reaches over more than one column, and into none that is to be seen.</summary>
    public bool TryAdd(BlockSummary block)
    {
        var (least, greatest) = block.Reach(frame.IsByTime);
        if (least < from || greatest > until || IndexOf(least) != IndexOf(greatest)) return false;
        Add(greatest, block.Least, block.Greatest, frame.IsByTime ? block.LastByTime : block.LastByStep);
        return true;
    }

    private void Add(long position, double least, double greatest, double last)
    {
        ref var cell = ref _cells[IndexOf(position)];
        cell = cell.IsFilled
            ? new(true, double.MinNumber(cell.Least, least), double.MaxNumber(cell.Greatest, greatest), position >= cell.LastAt ? last : cell.Last, Math.Max(position, cell.LastAt))
            : new(true, least, greatest, last, position);
    }

    // Steps may be as far apart as 64 bits let them.
    private int IndexOf(long position) => (int)(((Int128)position - from) * frame.Columns / ((Int128)until - from + 1));

    private long StartOf(int index) => (long)(from + ((((Int128)until - from + 1) * index) + frame.Columns - 1) / frame.Columns);

    private readonly record struct Cell(bool IsFilled, double Least, double Greatest, double Last, long LastAt);
}
