using Athanor.Foundation.Databases;

namespace Athanor.Tracking.Charts;

/// <summary>All SQL of summaries of blocks.</summary>
internal static class ChartDatabase
{
    /// <summary>Sums up the full blocks that end with this one.</summary>
    public static void SetSummaries(WriteSession session, long series, long last)
    {
        var first = last + 1 - BlockSummaries.Count;
        var data = BlockSummaries.Write(SeriesDatabase.ListFrom(session, series, first, BlockSummaries.Count));
        session.Execute($"INSERT INTO metric_summaries (series, number, data) VALUES ({series}, {first / BlockSummaries.Count}, {data}) ON CONFLICT (series, number) DO UPDATE SET data = excluded.data");
    }

    public static List<byte[]> ListSummaries(ReadSession session, long series) => session.Query($"SELECT data FROM metric_summaries WHERE series = {series} ORDER BY number", row => row.Blob(0));
}
