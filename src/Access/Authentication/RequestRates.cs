using System.Collections.Concurrent;

namespace Athanor.Access.Authentication;

/// <summary>A bucket of tokens per key: filled at the key's rate, holding two seconds' worth.</summary>
internal sealed class RequestRates(AccessOptions options, TimeProvider clock)
{
    private const double BurstSeconds = 2;

    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Takes one token, or answers how long it will be until there is one.</summary>
    public TimeSpan Take(AccessKey key)
    {
        var rate = key.RequestsPerSecond > 0 ? key.RequestsPerSecond : options.RequestsPerSecond;
        if (rate == 0) return TimeSpan.Zero;

        var bucket = _buckets.GetOrAdd(key.Id, _ => new Bucket { Tokens = rate * BurstSeconds, FilledAt = clock.GetTimestamp() });
        lock (bucket)
        {
            bucket.Tokens = Math.Min(rate * BurstSeconds, bucket.Tokens + (clock.GetElapsedTime(bucket.FilledAt).TotalSeconds * rate));
            bucket.FilledAt = clock.GetTimestamp();
            if (bucket.Tokens < 1) return TimeSpan.FromSeconds((1 - bucket.Tokens) / rate);

            bucket.Tokens--;
            return TimeSpan.Zero;
        }
    }

    private sealed class Bucket
    {
        public double Tokens { get; set; }
        public long FilledAt { get; set; }
    }
}
