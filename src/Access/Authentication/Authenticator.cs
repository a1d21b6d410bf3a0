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
    private readonly StrangerRates _strangers;
    private readonly KeyUse _use;
    private readonly TimeProvider _clock;
    private readonly Counter<long> _failures;

    internal Authenticator(
        KnownKeys knownKeys, ConsoleSessions sessions, FailedAttempts failedAttempts, RequestRates rates, StrangerRates strangers, KeyUse use, TimeProvider clock, IMeterFactory meters)
    {
        (_knownKeys, _sessions, _failedAttempts, _rates, _strangers, _use, _clock) = (knownKeys, sessions, failedAttempts, rates, strangers, use, clock);
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

    /// <summary>For a door that serves requests without a key: they count against the rate of their address.</summary>
    public void AdmitStranger(HttpContext context)
    {
        if (_strangers.Take(AddressOf(context)) is { Ticks: > 0 } wait) throw new ProblemException(AccessProblems.TooManyAnonymousRequests(wait));
    }

    /// <summary>For a door that found a proof to be wrong: who is wrong too often waits. Keys that nobody has count as one, for anybody can make them up.</summary>
    public void CountFailure(HttpContext context, KnownKey? known) => CountFailure(AddressOf(context), known?.Key.Id ?? "");

    internal async Task<KnownKey> VerifyAsync(Credential credential, IPAddress address, CancellationToken cancellation)
    {
        var known = await _knownKeys.FindAsync(credential.KeyId, cancellation);
        var isRight = IsSame(known?.Secret ?? "", credential.Secret);
        if (known is not null && isRight && known.IsUsableAt(_clock.GetUtcNow())) return known;

        // Only the wrong secret waits. Secrets are 240 random bits, so the answer to a guess is worth nothing; shutting out the right
        // one would let anybody behind the same proxy lock its owner out.
        CountFailure(address, credential.KeyId);
        throw new ProblemException(AccessProblems.BadKey);
    }

    private void CountFailure(IPAddress address, string keyId)
    {
        if (_failedAttempts.WaitFor(address, keyId) is { Ticks: > 0 } wait) throw new ProblemException(AccessProblems.TooManyFailures(wait));
        _failedAttempts.Record(address, keyId);
        _failures.Add(1);
    }

    internal static IPAddress AddressOf(HttpContext context) => context.Connection.RemoteIpAddress ?? IPAddress.None;

    // Hashing first makes the time of the comparison independent of both texts' lengths and contents.
    private static bool IsSame(string left, string right) => CryptographicOperations.FixedTimeEquals(Hash(left), Hash(right));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
