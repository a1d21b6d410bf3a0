using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Athanor.EndToEnd.Console;

public sealed class SignInTests(AthanorServer server, Browser browser) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task Whoever_opens_a_page_signs_in_and_arrives_there()
    {
        await using var context = await browser.OpenAsync(server);
        var page = await context.NewPageAsync();

        await page.GotoAsync("/journal?verb=key.issued");
        await page.GetByLabel("Key id").FillAsync(server.Admin.KeyId);
        await page.GetByLabel("Secret").FillAsync(server.Admin.Secret);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Uri(server.Address, "/journal?verb=key.issued").ToString());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Journal" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_wrong_key_says_so_on_the_same_page_and_opens_nothing()
    {
        await using var context = await browser.OpenAsync(server);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in?to=/system");
        await page.GetByLabel("Key id").FillAsync(server.Admin.KeyId);
        await page.GetByLabel("Secret").FillAsync("not-the-secret");

        var answer = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync(), response => response.Request.Method == "POST");

        Assert.Equal(401, answer.Status);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The access key is not valid.");
        await Expect(page.GetByLabel("Key id")).ToHaveValueAsync(server.Admin.KeyId);
        await Expect(page.GetByLabel("Secret")).ToHaveValueAsync("");
        Assert.Empty(await context.CookiesAsync());
    }

    [Fact]
    public async Task Signing_out_ends_the_session_on_the_server()
    {
        var page = await browser.OpenSignedInAsync(server);
        var cookie = Assert.Single(await page.Context.CookiesAsync()).Value;
        await page.GotoAsync("/");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        using var client = server.CreateClient();
        using var later = await ConsoleSession.SendAsync(client, HttpMethod.Get, "/journal", cookie);
        Assert.Equal("/sign-in?to=%2Fjournal", later.Headers.Location?.ToString());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_cookie_from_before_the_sign_in_is_not_kept()
    {
        var planted = await ConsoleSession.OpenAsync(server, server.Admin.KeyId, server.Admin.Secret);

        var fresh = await ConsoleSession.OpenAsync(server, server.Admin.KeyId, server.Admin.Secret, planted);

        Assert.NotEqual(planted, fresh);
        using var client = server.CreateClient();
        using var withPlanted = await ConsoleSession.SendAsync(client, HttpMethod.Get, "/", planted);
        using var withFresh = await ConsoleSession.SendAsync(client, HttpMethod.Get, "/", fresh);
        Assert.Equal("/sign-in", withPlanted.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, withFresh.StatusCode);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("/\t/elsewhere.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("journal")]
    public async Task A_return_address_elsewhere_becomes_the_overview(string to)
    {
        using var client = server.CreateClient();

        using var shown = await ConsoleSession.SendAsync(client, HttpMethod.Get, $"/sign-in?to={Uri.EscapeDataString(to)}", cookie: null);
        using var answer = await ConsoleSession.SignInAsync(client, server.Admin.KeyId, server.Admin.Secret, to);

        Assert.Contains("name=\"to\" value=\"/\"", await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(answer.StatusCode is HttpStatusCode.BadRequest || answer.Headers.Location?.ToString() == "/", $"{answer.StatusCode} {answer.Headers.Location}");
    }

    [Fact]
    public async Task Another_site_cannot_sign_somebody_in()
    {
        using var client = server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["key-id"] = server.Admin.KeyId, ["secret"] = server.Admin.Secret }),
            Headers = { { "Sec-Fetch-Site", "cross-site" } },
        };

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }
}
