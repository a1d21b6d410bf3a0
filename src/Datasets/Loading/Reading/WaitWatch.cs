namespace Athanor.Datasets.Loading.Reading;

/// <summary>Which share of its time the consumer spends waiting, measured over windows that follow each other.</summary>
internal sealed class WaitWatch(TimeProvider clock, TimeSpan window, double starvingShare)
{
    private long _windowStart = clock.GetTimestamp();
    private TimeSpan _waited;

    /// <summary>The share in the last full window.</summary>
    public double Share { get; private set; }

    public bool IsStarving { get; private set; }

    /// <summary>Answers whether the consumer begins to starve with this: it is news only once.</summary>
    public bool Record(TimeSpan wait)
    {
        _waited += wait;
        var elapsed = clock.GetElapsedTime(_windowStart);
        if (elapsed < window) return false;

        Share = Math.Min(1, _waited / elapsed);
        (_windowStart, _waited) = (clock.GetTimestamp(), TimeSpan.Zero);
        return Judge();
    }

    // It is over only when the share is well below the limit: who stays close to it would be in the log every few seconds.
    private bool Judge()
    {
        var starved = IsStarving;
        IsStarving = Share > (starved ? starvingShare / 2 : starvingShare);
        return IsStarving && !starved;
    }
}
