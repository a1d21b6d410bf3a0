using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Athanor.Access.Authentication;

/// <summary>
/// How many requests without a key an address may send. Whoever has an IPv6 address has 2^64 of them, so there a network counts as one.
/// </summary>
internal sealed class StrangerRates(AccessOptions options, TimeProvider clock)
{
    private const int MaximumRemembered = 10_000;
    private const int NetworkBytes = 8;

    private readonly ConcurrentDictionary<IPAddress, TokenBucket> _buckets = new();

    public int Remembered => _buckets.Count;

    /// <summary>Takes one token, or answers how long it will be until there is one.</summary>
    public TimeSpan Take(IPAddress address)
    {
        var rate = options.AnonymousRequestsPerSecond;
        if (rate == 0) return TimeSpan.Zero;

        if (_buckets.Count >= MaximumRemembered) Forget();
        return _buckets.GetOrAdd(NetworkOf(address), _ => new(rate, clock)).Take(rate);
    }

    // Where nobody can be forgotten without a loss, everybody is: memory has an end, and a new bucket is worth two seconds.
    private void Forget()
    {
        foreach (var (address, bucket) in _buckets)
            if (bucket.IsFull) _buckets.TryRemove(address, out _);
        if (_buckets.Count >= MaximumRemembered) _buckets.Clear();
    }

    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }
}
