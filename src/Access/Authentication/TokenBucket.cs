namespace Athanor.Access.Authentication;

/// <summary>Filled at a rate, holding two seconds' worth. Its holder takes one token after the other; it is locked meanwhile.</summary>
internal sealed class TokenBucket(double rate, TimeProvider clock)
{
    private const double BurstSeconds = 2;

    private readonly Lock _lock = new();
    private double _tokens = rate * BurstSeconds;
    private long _filledAt = clock.GetTimestamp();

    /// <summary>Whether it holds as much as a new one, so that nothing is lost with it.</summary>
    public bool IsFull
    {
        get
        {
            lock (_lock) return clock.GetElapsedTime(_filledAt).TotalSeconds >= BurstSeconds;
        }
    }

    /// <summary>Takes one token, or answers how long it will be until there is one.</summary>
    public TimeSpan Take(double rate)
    {
        lock (_lock)
        {
            _tokens = Math.Min(rate * BurstSeconds, _tokens + (clock.GetElapsedTime(_filledAt).TotalSeconds * rate));
            _filledAt = clock.GetTimestamp();
            if (_tokens < 1) return TimeSpan.FromSeconds((1 - _tokens) / rate);
            _tokens--;
            return TimeSpan.Zero;
        }
    }
}
