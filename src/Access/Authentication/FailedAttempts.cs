using System.Collections.Concurrent;
using System.Net;

namespace Athanor.Access.Authentication;

/// <summary>
/// Slows guessing down. Counted per address and key id: one misconfigured client behind a shared address must not shut out the
/// others, and a secret can only be guessed under its own id.
/// </summary>
internal sealed class FailedAttempts(AccessOptions options, TimeProvider clock)
{
    private const int MaximumRemembered = 10_000;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Forgiven = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<(IPAddress Address, string KeyId), Failures> _failures = new();

    /// <summary>How long this address has to wait before it may try this key again.</summary>
    public TimeSpan WaitFor(IPAddress address, string keyId)
    {
        if (!_failures.TryGetValue((address, keyId), out var failures)) return TimeSpan.Zero;
        var wait = failures.NextTry - clock.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    public void Record(IPAddress address, string keyId)
    {
        if (_failures.Count >= MaximumRemembered) ForgetOld();
        var now = clock.GetUtcNow();
        _failures.AddOrUpdate((address, keyId), _ => After(1, now), (_, earlier) => After(now - earlier.Last > Forgiven ? 1 : earlier.Count + 1, now));
    }

    private Failures After(int count, DateTimeOffset now)
    {
        var beyond = count - options.FreeFailures;
        var wait = beyond <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(Math.Pow(2, beyond - 1), LongestWait.TotalSeconds));
        return new(count, now, now + wait);
    }

    private void ForgetOld()
    {
        foreach (var old in _failures.OrderBy(entry => entry.Value.Last).Take(MaximumRemembered / 2)) _failures.TryRemove(old.Key, out _);
    }

    private readonly record struct Failures(int Count, DateTimeOffset Last, DateTimeOffset NextTry);
}
