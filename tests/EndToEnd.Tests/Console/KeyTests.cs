using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Athanor.EndToEnd.Console;

public sealed class KeyTests(AthanorServer server, Browser browser) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task A_secret_is_shown_once_and_works_until_the_key_is_revoked()
    {
        var page = await browser.OpenSignedInAsync(server);
        await page.GotoAsync("/access/principals/admin");
        await page.GetByText("Issue a key").ClickAsync();
        await page.GetByLabel("What it is for").FillAsync("a test");
        await page.GetByRole(AriaRole.Button, new() { Name = "Issue key" }).ClickAsync();

        var token = await page.Locator("[data-token] code").InnerTextAsync();
        var (keyId, secret) = (token.Split('.')[0], await page.Locator("[data-secret] code").InnerTextAsync());
        Assert.DoesNotContain(secret, page.Url, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusWithAsync(token));
        var session = await ConsoleSession.OpenAsync(server, keyId, secret);

        await page.GetByText("I have kept it").ClickAsync();
        Assert.DoesNotContain(secret, await page.ContentAsync(), StringComparison.Ordinal);

        var row = page.Locator($"[data-key='{keyId}']");
        await row.GetByText("Revoke", new() { Exact = true }).ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = $"Revoke {keyId}" }).ClickAsync();
        await Expect(row.GetByText("Revoked")).ToBeVisibleAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusWithAsync(token));
        using var client = server.CreateClient();
        using var later = await ConsoleSession.SendAsync(client, HttpMethod.Get, "/", session);
        Assert.Equal("/sign-in", later.Headers.Location?.ToString());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_rotated_key_works_on_beside_its_successor_for_the_grace()
    {
        var old = await Keys.IssueForAsync(server, "turner");
        var page = await browser.OpenSignedInAsync(server);
        await page.GotoAsync("/access/principals/turner");

        await page.GetByText("Rotate", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("The old key works on for").SelectOptionAsync("1 hour");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the successor" }).ClickAsync();
        var token = await page.Locator("[data-token] code").InnerTextAsync();

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [await StatusWithAsync(token), await StatusWithAsync(old.Token)]);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Sending_the_same_form_twice_issues_one_key()
    {
        var page = await browser.OpenSignedInAsync(server);
        await page.GotoAsync("/access/principals/admin");
        var before = await page.Locator("[data-key]").CountAsync();
        var form = page.Locator("form[action$='/keys']");
        var fields = new Dictionary<string, string> { ["days"] = "1" };
        foreach (var hidden in await form.Locator("input[type=hidden]").AllAsync())
            fields[(await hidden.GetAttributeAsync("name"))!] = (await hidden.GetAttributeAsync("value"))!;
        var cookie = Assert.Single(await page.Context.CookiesAsync()).Value;
        using var client = server.CreateClient();

        using var first = await ConsoleSession.SendAsync(client, HttpMethod.Post, "/access/principals/admin/keys", cookie, fields);
        using var second = await ConsoleSession.SendAsync(client, HttpMethod.Post, "/access/principals/admin/keys", cookie, fields);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [first.StatusCode, second.StatusCode]);
        await page.ReloadAsync();
        Assert.Equal(before + 1, await page.Locator("[data-key]").CountAsync());
        await page.Context.CloseAsync();
    }

    private async Task<HttpStatusCode> StatusWithAsync(string token)
    {
        using var client = server.CreateClient(token);
        using var answer = await client.GetAsync("/api/v1/whoami", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
