using System.Collections.Concurrent;

namespace Athanor.Access.Authentication;

/// <summary>How many requests a key may send.</summary>
internal sealed class RequestRates(AccessOptions options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, TokenBucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Takes one token, or answers how long it will be until there is one.</summary>
    public TimeSpan Take(AccessKey key)
    {
        var rate = key.RequestsPerSecond > 0 ? key.RequestsPerSecond : options.RequestsPerSecond;
        return rate == 0 ? TimeSpan.Zero : _buckets.GetOrAdd(key.Id, _ => new(rate, clock)).Take(rate);
    }
}
