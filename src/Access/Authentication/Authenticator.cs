using System.Diagnostics.Metrics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Athanor.Access.Authorization;
using Athanor.Foundation.Problems;
using Microsoft.AspNetCore.Http;

namespace Athanor.Access.Authentication;

/// <summary>Finds out who asks: by a key in the Authorization header, or by the console's cookie.</summary>
public sealed class Authenticator
{
    private readonly KnownKeys _knownKeys;
    private readonly ConsoleSessions _sessions;
    private readonly FailedAttempts _failedAttempts;
    private readonly RequestRates _rates;
    private readonly KeyUse _use;
    private readonly TimeProvider _clock;
    private readonly Counter<long> _failures;

    internal Authenticator(
        KnownKeys knownKeys, ConsoleSessions sessions, FailedAttempts failedAttempts, RequestRates rates, KeyUse use, TimeProvider clock, IMeterFactory meters)
    {
        (_knownKeys, _sessions, _failedAttempts, _rates, _use, _clock) = (knownKeys, sessions, failedAttempts, rates, use, clock);
        _failures = meters.Create("Athanor.Access").CreateCounter<long>("athanor.access.failures", "{attempt}", "Requests with a wrong, expired or revoked key.");
    }

    /// <summary>The caller, or null where the request carries no credential. A wrong credential is a problem, never an anonymous caller.</summary>
    internal async ValueTask<Caller?> IdentifyAsync(HttpContext context)
    {
        var known = Credential.TryRead(context.Request, out var credential)
            ? await VerifyAsync(credential ?? throw new ProblemException(AccessProblems.BadCredentials), AddressOf(context), context.RequestAborted)
            : await _sessions.ResumeAsync(context);
        if (known is null) return null;

        return Admit(known);
    }

    /// <summary>For a door that has the key proved in its own way, such as by a signature: the request counts against the key's rate.</summary>
    public Caller Admit(KnownKey known)
    {
        if (_rates.Take(known.Key) is { Ticks: > 0 } wait) throw new ProblemException(AccessProblems.TooManyRequests(wait));
        _use.Note(known.Key.Id);
        return known.Caller;
    }

    internal async Task<KnownKey> VerifyAsync(Credential credential, IPAddress address, CancellationToken cancellation)
    {
        var known = await _knownKeys.FindAsync(credential.KeyId, cancellation);
        var isRight = IsSame(known?.Secret ?? "", credential.Secret);
        if (known is not null && isRight && known.IsUsableAt(_clock.GetUtcNow())) return known;

        // Only the wrong secret waits. Secrets are 240 random bits, so the answer to a guess is worth nothing; shutting out the right
        // one would let anybody behind the same proxy lock its owner out.
        if (_failedAttempts.WaitFor(address, credential.KeyId) is { Ticks: > 0 } wait) throw new ProblemException(AccessProblems.TooManyFailures(wait));
        _failedAttempts.Record(address, credential.KeyId);
        _failures.Add(1);
        throw new ProblemException(AccessProblems.BadKey);
    }

    internal static IPAddress AddressOf(HttpContext context) => context.Connection.RemoteIpAddress ?? IPAddress.None;

    // Hashing first makes the time of the comparison independent of both texts' lengths and contents.
    private static bool IsSame(string left, string right) => CryptographicOperations.FixedTimeEquals(Hash(left), Hash(right));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
