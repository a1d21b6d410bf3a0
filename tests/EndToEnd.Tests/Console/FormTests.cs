using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Athanor.EndToEnd.Console;

public sealed class FormTests(AthanorServer server, Browser browser) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task A_form_without_the_token_of_the_session_changes_nothing()
    {
        var cookie = await ConsoleSession.OpenAsync(server, server.Admin.KeyId, server.Admin.Secret);
        using var client = server.CreateClient();

        using var without = await ConsoleSession.SendAsync(client, HttpMethod.Post, "/access/projects", cookie, new() { ["name"] = "forged" });
        using var wrong = await ConsoleSession.SendAsync(client, HttpMethod.Post, "/access/projects", cookie, new() { ["name"] = "forged", ["form-token"] = "guess" });

        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden], [without.StatusCode, wrong.StatusCode]);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("/api/v1/projects/forged", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_new_project_appears_in_an_open_journal_without_a_reload()
    {
        var watching = await browser.OpenSignedInAsync(server);
        await watching.GotoAsync("/journal");
        await Expect(watching.Locator("[data-live-state]")).ToHaveTextAsync("Live");
        var working = await watching.Context.NewPageAsync();
        await working.GotoAsync("/access");

        await working.GetByText("Create a project").ClickAsync();
        await working.GetByLabel("Name").First.FillAsync("orchids");
        await working.GetByLabel("Description").FillAsync("<b>Photos</b> of orchids & more");
        await working.GetByRole(AriaRole.Button, new() { Name = "Create project" }).ClickAsync();

        await Expect(working.GetByRole(AriaRole.Heading, new() { Name = "orchids", Exact = true })).ToBeVisibleAsync();
        await Expect(working.GetByText("<b>Photos</b> of orchids & more")).ToBeVisibleAsync();
        var row = watching.Locator(".fact").First;
        await Expect(row).ToContainTextAsync("project.created");
        await Expect(row).ToContainTextAsync("project/orchids");
        await watching.Context.CloseAsync();
    }

    [Fact]
    public async Task A_name_that_is_taken_is_said_beside_what_was_typed()
    {
        var page = await browser.OpenSignedInAsync(server);
        await page.GotoAsync("/access");

        await page.GetByText("Create a project").ClickAsync();
        await page.GetByLabel("Name").First.FillAsync("default");
        await page.GetByLabel("Description").FillAsync("once more");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create project" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The project 'default' is already there.");
        await Expect(page.GetByLabel("Description")).ToHaveValueAsync("once more");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Roles_are_given_and_taken_on_the_page_of_a_project()
    {
        using var added = await server.Client.PostAsync("/api/v1/principals", new StringContent("""{"name":"ada","kind":"person"}""", null, "application/json"), TestContext.Current.CancellationToken);
        added.EnsureSuccessStatusCode();
        var page = await browser.OpenSignedInAsync(server);
        await page.GotoAsync("/access/projects/default");

        await page.GetByLabel("Person or service account").FillAsync("ada");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Role" }).SelectOptionAsync("contributor");
        await page.GetByRole(AriaRole.Button, new() { Name = "Give role" }).ClickAsync();
        var row = page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "ada" });
        await Expect(row).ToContainTextAsync("contributor");
        await row.GetByText("Take", new() { Exact = true }).ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Take the role contributor from ada" }).ClickAsync();

        await Expect(page.GetByText("Nobody holds a role just here.")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_may_not_see_a_page_is_told_what_it_takes()
    {
        var stranger = await Keys.IssueForAsync(server, "stranger");
        var cookie = await ConsoleSession.OpenAsync(server, stranger.KeyId, stranger.Secret);
        using var client = server.CreateClient();

        using var refused = await ConsoleSession.SendAsync(client, HttpMethod.Get, "/system", cookie);
        using var overview = await ConsoleSession.SendAsync(client, HttpMethod.Get, "/", cookie);
        using var others = await ConsoleSession.SendAsync(client, HttpMethod.Get, "/access/principals/admin", cookie);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var text = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("This needs the permission system:read.", text, StringComparison.Ordinal);
        Assert.Contains(refused.Headers.GetValues("X-Request-Id").Single(), text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, others.StatusCode);
        Assert.DoesNotContain(server.Folder, await overview.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
