using Athanor.Foundation.Databases;
using Athanor.Tracking.Model;
using Athanor.Tracking.Series;

namespace Athanor.Tracking.Charts;

/// <summary>
/// Draws a series from the summaries of its blocks. Only blocks that lie across the edge of a column are read, and those at the end that are not summed up yet:
/// about as many as there are columns, however long the series is.
/// </summary>
internal static class SeriesChart
{
    // Where the steps of a series jump about, nearly all its blocks lie across edges: of more than these, every so many.
    private const int MostBlocksRead = 8192;

    private const int BlocksAtOnce = 512;

    public static IReadOnlyList<ChartColumn> Draw(ReadSession session, long series, ChartFrame frame)
    {
        var summaries = ChartDatabase.ListSummaries(session, series);
        var tail = ReadTail(session, series, summaries.Count * (long)BlockSummaries.Count);
        var (least, greatest) = ReachOf(summaries, tail, frame);
        if (least > greatest) return [];

        var canvas = new ChartCanvas(least, greatest, frame);
        foreach (var points in ReadBlocks(session, series, AddSummaries(canvas, summaries, frame))) points.ForEach(canvas.Add);
        tail.ForEach(canvas.Add);
        return canvas.Columns;
    }

    private static List<MetricPoint> ReadTail(ReadSession session, long series, long first)
    {
        var points = new List<MetricPoint>();
        for (List<StoredBlock> blocks; (blocks = SeriesDatabase.ListFrom(session, series, first, BlocksAtOnce)).Count > 0; first = blocks[^1].Number + 1)
            foreach (var block in blocks) points.AddRange(block.ReadPoints());
        return points;
    }

    // What is to be seen of what there is.
    private static (long Least, long Greatest) ReachOf(List<byte[]> summaries, List<MetricPoint> tail, ChartFrame frame)
    {
        var (least, greatest) = (long.MaxValue, long.MinValue);
        foreach (var data in summaries)
            foreach (var block in BlockSummaries.Read(data)) Widen(block.Reach(frame.IsByTime));
        foreach (var point in tail) Widen(frame.IsByTime ? (point.Timestamp, point.Timestamp) : (point.Step, point.Step));
        return (least, greatest);

        void Widen((long Least, long Greatest) reach)
        {
            if (!frame.Touches(reach)) return;
            (least, greatest) = (Math.Max(frame.From, Math.Min(least, reach.Least)), Math.Min(frame.Until, Math.Max(greatest, reach.Greatest)));
        }
    }

    /// <summary>Answers the blocks whose points have to be looked at.</summary>
    private static List<long> AddSummaries(ChartCanvas canvas, List<byte[]> summaries, ChartFrame frame)
    {
        var (across, number) = (new List<long>(), 0L);
        foreach (var data in summaries)
        {
            foreach (var block in BlockSummaries.Read(data))
            {
                if (frame.Touches(block.Reach(frame.IsByTime)) && !canvas.TryAdd(block)) across.Add(number);
                number++;
            }
        }
        return across;
    }

    private static IEnumerable<List<MetricPoint>> ReadBlocks(ReadSession session, long series, List<long> numbers)
    {
        var every = 1 + (numbers.Count / MostBlocksRead);
        var chosen = every == 1 ? numbers : [.. numbers.Where((_, index) => index % every == 0)];
        foreach (var some in chosen.Chunk(BlocksAtOnce))
            foreach (var block in SeriesDatabase.List(session, series, some)) yield return block.ReadPoints();
    }
}
