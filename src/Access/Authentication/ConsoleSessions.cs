using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Problems;
using Microsoft.AspNetCore.Http;

namespace Athanor.Access.Authentication;

/// <summary>
/// Sign-ins to the console. The cookie is a random token made anew at each sign-in; the database holds only its hash, and the
/// session ends with its key. Forms carry a second token, derived from the first.
/// </summary>
public sealed class ConsoleSessions
{
    public const string CookieName = "athanor-session";
    public const string FormField = "form-token";
    public const string FormHeader = "X-Form-Token";
    private const int TokenBytes = 32;

    private readonly IDatabase _database;
    private readonly KnownKeys _knownKeys;
    private readonly AccessOptions _options;
    private readonly TimeProvider _clock;

    internal ConsoleSessions(IDatabase database, KnownKeys knownKeys, AccessOptions options, TimeProvider clock) =>
        (_database, _knownKeys, _options, _clock) = (database, knownKeys, options, clock);

    /// <summary>What a form of this session must send back.</summary>
    public static string FormTokenOf(HttpContext context) => context.Request.Cookies[CookieName] is { } token ? FormTokenOf(token) : "";

    internal async Task SignInAsync(HttpContext context, KnownKey known)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var expiresAt = _clock.GetUtcNow() + _options.SessionLifetime;
        var earlier = context.Request.Cookies[CookieName];
        await _database.WriteAsync(
            session =>
            {
                if (earlier is not null) AccessDatabase.RemoveSession(session, Hash(earlier));
                AccessDatabase.AddSession(session, Hash(token), known.Key.Id, _clock.GetUtcNow(), expiresAt);
                session.Record(new Fact(known.Caller.Actor, "session.opened", new Subject("key", known.Key.Id)));
            },
            context.RequestAborted);

        context.Response.Cookies.Append(CookieName, token, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Expires = expiresAt,
            Path = "/",
            IsEssential = true,
        });
    }

    internal async Task SignOutAsync(HttpContext context)
    {
        if (context.Request.Cookies[CookieName] is { } token)
            await _database.WriteAsync(session => AccessDatabase.RemoveSession(session, Hash(token)), context.RequestAborted);
        context.Response.Cookies.Delete(CookieName);
    }

    /// <summary>The key behind the cookie, where there is a live session; refuses what another site made the browser send.</summary>
    internal async ValueTask<KnownKey?> ResumeAsync(HttpContext context)
    {
        if (context.Request.Cookies[CookieName] is not { Length: > 0 and < 256 } token) return null;

        var keyId = await _database.ReadAsync(session => AccessDatabase.FindSession(session, Hash(token), _clock.GetUtcNow()), context.RequestAborted);
        if (keyId is null || await _knownKeys.FindAsync(keyId, context.RequestAborted) is not { } known || !known.IsUsableAt(_clock.GetUtcNow())) return null;

        if (ChangesSomething(context.Request) && !await ComesFromThisSessionAsync(context.Request, token)) throw new ProblemException(AccessProblems.ForgedForm);
        return known;
    }

    private static bool ChangesSomething(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));

    private static async Task<bool> ComesFromThisSessionAsync(HttpRequest request, string token)
    {
        if (request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none")) return false;

        var sent = request.Headers[FormHeader].FirstOrDefault();
        if (sent is null && request.HasFormContentType) sent = await ReadFormTokenAsync(request);
        return sent is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(FormTokenOf(token)));
    }

    private static async Task<string?> ReadFormTokenAsync(HttpRequest request)
    {
        try
        {
            return (await request.ReadFormAsync(request.HttpContext.RequestAborted))[FormField];
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return null;    // no form at all, whatever its header says
        }
    }

    private static string FormTokenOf(string token) => Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "athanor form"u8));

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
