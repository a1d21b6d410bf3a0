using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Athanor.Access.Authentication;

public sealed class AuthenticatorTests : AccessTests
{
    [Fact]
    public async Task A_right_key_tells_who_asks()
    {
        var caller = await Server.Authenticator.IdentifyAsync(RequestWith($"Bearer {FirstKey.Token}"));

        Assert.Equal("person/admin", caller?.Actor);
    }

    [Fact]
    public async Task No_key_is_nobody() => Assert.Null(await Server.Authenticator.IdentifyAsync(new DefaultHttpContext()));

    [Fact]
    public async Task Forged_unknown_truncated_expired_revoked_and_disabled_keys_get_one_answer()
    {
        var expired = await IssueAsync(Administrator, "admin", TimeSpan.FromMinutes(1));
        var revoked = await IssueAsync(Administrator, "admin");
        await Server.Keys.RevokeAsync(Administrator, revoked.Key.Id, Cancellation);
        var disabled = await AddPersonAsync("ada");
        await Server.Directory.SetDisabledAsync(Administrator, "ada", isDisabled: true, Cancellation);
        Clock.Advance(TimeSpan.FromMinutes(1));

        string[] headers =
        [
            $"Bearer {FirstKey.Key.Id}.{new string('A', 40)}",
            $"Bearer {FirstKey.Key.Id}.",
            $"Bearer {FirstKey.Token[..^1]}",
            $"Bearer {FirstKey.Token}x",
            $"Bearer ATH{new string('Z', 17)}.{FirstKey.Secret}",
            $"Bearer {FirstKey.Key.Id.ToLowerInvariant()}.{FirstKey.Secret}",
            $"Bearer x.{FirstKey.Secret}",
            $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0:{FirstKey.Secret}"))}",
            $"Bearer {expired.Token}",
            $"Bearer {revoked.Token}",
            $"Bearer {disabled.Token}",
        ];

        foreach (var header in headers)
        {
            var problem = await ProblemOfAsync(() => IdentifyAsync(header));
            Assert.Equal(AccessProblems.BadKey, problem);
        }
    }

    [Fact]
    public async Task After_too_many_failures_the_next_guess_waits_and_is_told_how_long()
    {
        for (var attempt = 0; attempt < 11; attempt++) await ProblemOfAsync(() => IdentifyAsync($"Bearer {FirstKey.Key.Id}.wrong"));

        var early = await ProblemOfAsync(() => IdentifyAsync($"Bearer {FirstKey.Key.Id}.wrong"));
        Clock.Advance(TimeSpan.FromSeconds(1));
        var later = await ProblemOfAsync(() => IdentifyAsync($"Bearer {FirstKey.Key.Id}.wrong"));

        Assert.Equal(("access/too-many-failures", TimeSpan.FromSeconds(1)), (early.Code, early.RetryAfter));
        Assert.Equal(AccessProblems.BadKey, later);
    }

    [Fact]
    public async Task Failures_of_others_behind_the_same_address_do_not_shut_out_the_owner_of_the_key()
    {
        for (var attempt = 0; attempt < 30; attempt++) await ProblemOfAsync(() => IdentifyAsync($"Bearer {FirstKey.Key.Id}.wrong"));

        Assert.NotNull(await Server.Authenticator.IdentifyAsync(RequestWith($"Bearer {FirstKey.Token}")));
    }

    [Fact]
    public async Task Failures_from_one_address_do_not_shut_out_another()
    {
        for (var attempt = 0; attempt < 20; attempt++) await ProblemOfAsync(() => IdentifyAsync($"Bearer {FirstKey.Key.Id}.wrong"));

        var elsewhere = RequestWith($"Bearer {FirstKey.Token}");
        elsewhere.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.9");

        Assert.NotNull(await Server.Authenticator.IdentifyAsync(elsewhere));
    }

    private async Task IdentifyAsync(string header) => await Server.Authenticator.IdentifyAsync(RequestWith(header));

    private static DefaultHttpContext RequestWith(string header)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.Request.Headers.Authorization = header;
        return context;
    }
}
