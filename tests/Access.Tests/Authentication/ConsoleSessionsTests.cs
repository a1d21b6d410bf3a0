using System.Text;
using Microsoft.AspNetCore.Http;

namespace Athanor.Access.Authentication;

public sealed class ConsoleSessionsTests : AccessTests
{
    [Fact]
    public async Task A_sign_in_makes_a_session_of_the_key()
    {
        var cookie = await SignInAsync(FirstKey);

        var known = await Server.Sessions.ResumeAsync(Browser("GET", cookie));

        Assert.Equal(FirstKey.Key.Id, known?.Key.Id);
    }

    [Fact]
    public async Task The_cookie_is_kept_from_scripts_and_from_other_sites()
    {
        var context = Browser("POST", cookie: null);

        await Server.SignIn.OpenAsync(context, FirstKey.Key.Id, FirstKey.Secret);

        var header = context.Response.Headers.SetCookie.ToString();
        Assert.Contains("httponly", header, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", header, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_cookie_planted_before_the_sign_in_opens_nothing_afterwards()
    {
        const string Planted = "chosen-by-somebody-else";
        var context = Browser("POST", Planted);

        await Server.SignIn.OpenAsync(context, FirstKey.Key.Id, FirstKey.Secret);

        Assert.NotEqual(Planted, CookieOf(context));
        Assert.Null(await Server.Sessions.ResumeAsync(Browser("GET", Planted)));
    }

    [Fact]
    public async Task A_new_sign_in_ends_the_session_that_the_browser_had()
    {
        var first = await SignInAsync(FirstKey);

        await Server.SignIn.OpenAsync(Browser("POST", first), FirstKey.Key.Id, FirstKey.Secret);

        Assert.Null(await Server.Sessions.ResumeAsync(Browser("GET", first)));
    }

    [Fact]
    public async Task A_session_ends_with_time()
    {
        var cookie = await SignInAsync(FirstKey);

        Clock.Advance(new AccessOptions().SessionLifetime);

        Assert.Null(await Server.Sessions.ResumeAsync(Browser("GET", cookie)));
    }

    [Fact]
    public async Task A_session_ends_with_its_sign_out()
    {
        var cookie = await SignInAsync(FirstKey);

        await Server.SignIn.CloseAsync(Browser("POST", cookie));

        Assert.Null(await Server.Sessions.ResumeAsync(Browser("GET", cookie)));
    }

    [Fact]
    public async Task A_session_ends_when_its_key_is_revoked()
    {
        var ada = await AddPersonAsync("ada", "viewer");
        var cookie = await SignInAsync(ada);

        await Server.Keys.RevokeAsync(Administrator, ada.Key.Id, Cancellation);

        Assert.Null(await Server.Sessions.ResumeAsync(Browser("GET", cookie)));
    }

    [Fact]
    public async Task A_session_ends_when_its_key_expires()
    {
        var key = await IssueAsync(Administrator, "admin", TimeSpan.FromMinutes(5));
        var cookie = await SignInAsync(key);

        Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Null(await Server.Sessions.ResumeAsync(Browser("GET", cookie)));
    }

    [Fact]
    public async Task A_session_rests_while_its_principal_is_disabled()
    {
        var cookie = await SignInAsync(await AddPersonAsync("ada", "viewer"));

        await Server.Directory.SetDisabledAsync(Administrator, "ada", isDisabled: true, Cancellation);

        Assert.Null(await Server.Sessions.ResumeAsync(Browser("GET", cookie)));
    }

    [Fact]
    public async Task A_change_needs_the_form_token_of_its_own_session()
    {
        var (mine, foreign) = (await SignInAsync(FirstKey), await SignInAsync(FirstKey));

        var right = Browser("POST", mine);
        right.Request.Headers[ConsoleSessions.FormHeader] = ConsoleSessions.FormTokenOf(right);
        Assert.NotNull(await Server.Sessions.ResumeAsync(right));

        foreach (var token in new string?[] { null, "", "x", mine, ConsoleSessions.FormTokenOf(Browser("POST", foreign)) })
        {
            var forged = Browser("POST", mine);
            if (token is not null) forged.Request.Headers[ConsoleSessions.FormHeader] = token;
            Assert.Equal("access/forged-form", (await ProblemOfAsync(async () => await Server.Sessions.ResumeAsync(forged))).Code);
        }
    }

    [Fact]
    public async Task The_form_token_may_stand_in_a_field_of_the_form()
    {
        var cookie = await SignInAsync(FirstKey);
        var context = Browser("POST", cookie);
        SendForm(context, "application/x-www-form-urlencoded", $"{ConsoleSessions.FormField}={ConsoleSessions.FormTokenOf(context)}");

        Assert.NotNull(await Server.Sessions.ResumeAsync(context));
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task A_change_that_another_site_made_the_browser_send_is_refused_whatever_it_carries(string site)
    {
        var context = Browser("POST", await SignInAsync(FirstKey));
        context.Request.Headers[ConsoleSessions.FormHeader] = ConsoleSessions.FormTokenOf(context);
        context.Request.Headers["Sec-Fetch-Site"] = site;

        Assert.Equal("access/forged-form", (await ProblemOfAsync(async () => await Server.Sessions.ResumeAsync(context))).Code);
    }

    [Fact]
    public async Task A_form_that_is_none_is_refused_as_forged()
    {
        var context = Browser("POST", await SignInAsync(FirstKey));
        SendForm(context, "multipart/form-data; boundary=x", "no boundary anywhere");

        Assert.Equal("access/forged-form", (await ProblemOfAsync(async () => await Server.Sessions.ResumeAsync(context))).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("unknown")]
    [InlineData("ÿÿÿ\u0000")]
    public async Task A_made_up_cookie_is_nobody(string cookie) => Assert.Null(await Server.Sessions.ResumeAsync(Browser("GET", cookie)));

    [Fact]
    public async Task The_database_holds_no_cookie()
    {
        var cookie = await SignInAsync(FirstKey);

        await Server.DisposeAsync();

        foreach (var file in Directory.EnumerateFiles(Folder.Path)) Assert.False((await File.ReadAllBytesAsync(file, Cancellation)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(cookie)) >= 0);
    }

    private async Task<string> SignInAsync(IssuedKey key)
    {
        var context = Browser("POST", cookie: null);
        await Server.SignIn.OpenAsync(context, key.Key.Id, key.Secret);
        return CookieOf(context);
    }

    private static string CookieOf(HttpContext context) => context.Response.Headers.SetCookie.ToString().Split('=', 2)[1].Split(';')[0];

    private static DefaultHttpContext Browser(string method, string? cookie)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        if (cookie is not null) context.Request.Headers.Cookie = $"{ConsoleSessions.CookieName}={cookie}";
        return context;
    }

    private static void SendForm(HttpContext context, string type, string body)
    {
        context.Request.ContentType = type;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        context.Request.ContentLength = context.Request.Body.Length;
    }
}
