using Microsoft.AspNetCore.Http;

namespace Athanor.Access.Authentication;

/// <summary>Opens and closes sessions of the console, under the same limits as every other use of a key.</summary>
public sealed class SignIn
{
    private readonly Authenticator _authenticator;
    private readonly ConsoleSessions _sessions;

    public SignIn(Authenticator authenticator, ConsoleSessions sessions) => (_authenticator, _sessions) = (authenticator, sessions);

    /// <summary>A wrong key is a problem; a right one sets the cookie of a new session, whatever cookie came along.</summary>
    public async Task OpenAsync(HttpContext context, string keyId, string secret)
    {
        var known = await _authenticator.VerifyAsync(new(keyId.Trim(), secret.Trim()), Authenticator.AddressOf(context), context.RequestAborted);
        await _sessions.SignInAsync(context, known);
    }

    public Task CloseAsync(HttpContext context) => _sessions.SignOutAsync(context);
}
