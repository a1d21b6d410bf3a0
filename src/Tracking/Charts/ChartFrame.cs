namespace Athanor.Tracking.Charts;

/// <summary>What a chart shows: from where to where, by steps or by milliseconds, in how many columns of pixels.</summary>
public sealed record ChartFrame(long From, long Until, int Columns, bool IsByTime)
{
    public const int MostColumns = 4000;

    /// <summary>All of a series.</summary>
    public static ChartFrame Whole(int columns, bool isByTime = false) => new(long.MinValue, long.MaxValue, columns, isByTime);

    internal bool Touches((long Least, long Greatest) reach) => reach.Greatest >= From && reach.Least <= Until;
}
