namespace Athanor.Datasets.Loading.Reading;

/// <summary>
/// How fast stretches are taken, so that loading can begin again by the clock. The consumer could wake a thread for it, but that takes
/// him tens of microseconds, as long as some dozens of samples; a clock costs him nothing.
/// </summary>
internal sealed class ConsumerPace(TimeProvider clock)
{
    // Clocks that ring know nothing shorter.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private long _since = clock.GetTimestamp();
    private int _taken;

    public void Took() => _taken++;

    /// <summary>
    /// The time in which so many will be taken, if it goes on as it did since some were last seen to be; null for a consumer who is away
    /// for long.
    /// </summary>
    public TimeSpan? TimeFor(int stretches)
    {
        var elapsed = clock.GetElapsedTime(_since);
        var time = elapsed / Math.Max(1, _taken) * stretches;
        if (_taken > 0) (_since, _taken) = (clock.GetTimestamp(), 0);
        return time > Longest ? null : time > Shortest ? time : Shortest;
    }
}
