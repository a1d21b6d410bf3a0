using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Athanor.EndToEnd.Console;

public sealed class ObjectTests(ObjectTests.FilledServer filled, Browser browser) : IClassFixture<ObjectTests.FilledServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tables_json_and_pictures_are_shown_as_what_they_are()
    {
        var page = await browser.OpenSignedInAsync(filled.Server);

        await page.GotoAsync("/buckets/leaves/object?key=measures.csv");
        await Expect(page.Locator(".preview tbody tr")).ToHaveCountAsync(2);
        await Expect(page.Locator(".preview")).ToContainTextAsync("note, if any");
        await Expect(page.Locator(".preview")).ToContainTextAsync("<b>not bold</b>");

        await page.GotoAsync("/buckets/leaves/object?key=model.json");
        await Expect(page.Locator("pre.preview")).ToContainTextAsync("  \"name\": \"Блатт 葉\"");
        await Expect(page.Locator("dl.facts").First).ToContainTextAsync("autumn");

        await page.GotoAsync("/buckets/leaves/object?key=oak%2F1.png");
        await Expect(page.Locator(".picture img")).ToHaveJSPropertyAsync("naturalWidth", 10);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_page_that_is_stored_as_an_object_never_runs_here()
    {
        var page = await browser.OpenSignedInAsync(filled.Server);
        var key = Uri.EscapeDataString("oak/deep/er/<script>alert(1)</script>.html");
        var address = $"/buckets/leaves/object?key={key}";

        await page.GotoAsync(address);
        await Expect(page.Locator("pre.preview")).ToContainTextAsync("<script>document.body");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("script>.html");
        var cookie = Assert.Single(await page.Context.CookiesAsync()).Value;
        using var client = filled.Server.CreateClient();
        using var download = await ConsoleSession.SendAsync(client, HttpMethod.Get, $"/buckets/leaves/object/download?key={key}", cookie);
        using var picture = await ConsoleSession.SendAsync(client, HttpMethod.Get, $"/buckets/leaves/object/picture?key={key}", cookie);

        Assert.Equal("application/octet-stream", download.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", download.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("sandbox", download.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("<script>document.body.textContent = 'taken over'</script>", await download.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(HttpStatusCode.NotFound, picture.StatusCode);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_folder_is_walked_by_its_links_and_filtered_by_a_beginning()
    {
        var page = await browser.OpenSignedInAsync(filled.Server);
        await page.GotoAsync("/buckets/leaves");

        await page.GetByRole(AriaRole.Link, new() { Name = "oak/" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "deep/" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "er/" })).ToBeVisibleAsync();
        await page.Locator(".crumbs").GetByRole(AriaRole.Link, new() { Name = "leaves" }).ClickAsync();
        await page.GetByLabel("Keys that begin with").FillAsync("m");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();

        await Expect(page.Locator(".objects .name")).ToHaveTextAsync(["measures.csv", "model.json"]);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_earlier_version_comes_back_and_so_does_what_was_deleted()
    {
        using var s3 = ObjectSamples.ClientOf(filled.Server);
        foreach (var text in new[] { "first", "second" }) await ObjectSamples.PutAsync(s3, "restored.txt", "text/plain", text);
        var page = await browser.OpenSignedInAsync(filled.Server);
        await page.GotoAsync("/buckets/leaves/object?key=restored.txt");
        await Expect(page.Locator("pre.preview")).ToHaveTextAsync("second");

        await page.GetByRole(AriaRole.Button, new() { Name = "Restore" }).ClickAsync();
        await Expect(page.Locator("pre.preview")).ToHaveTextAsync("first");
        await Expect(page.Locator("[data-version]")).ToHaveCountAsync(3);

        await page.GetByText("Delete this object").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete restored.txt" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "All versions" }).ClickAsync();
        await page.Locator("li", new() { Has = page.GetByText("Deleted", new() { Exact = true }), HasText = "restored.txt" }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.GetByText("This object is deleted.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo the deletion" }).ClickAsync();
        await Expect(page.Locator("pre.preview")).ToHaveTextAsync("first");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_link_opens_the_object_without_a_session_and_ends_with_its_key()
    {
        var page = await browser.OpenSignedInAsync(filled.Server);
        await page.GotoAsync("/buckets/leaves/object?key=notes.txt");
        await page.GetByText("Make a link", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the link" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Whoever has this link can read this object until");
        var link = await page.Locator("[data-link] code").InnerTextAsync();

        Assert.DoesNotContain(filled.Server.Admin.Secret, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("X-Amz", page.Url, StringComparison.Ordinal);
        using var anybody = new HttpClient();
        Assert.Equal("The third version.\n", await anybody.GetStringAsync(link, Cancellation));
        using var other = await anybody.GetAsync(link.Replace("notes.txt", "model.json", StringComparison.Ordinal), Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_has_no_role_sees_what_the_policy_opens_and_nothing_else()
    {
        var key = await Keys.IssueForAsync(filled.Server, "ada");
        var cookie = await ConsoleSession.OpenAsync(filled.Server, key.KeyId, key.Secret);
        using var client = filled.Server.CreateClient();
        async Task<HttpStatusCode> StatusOfAsync(string address)
        {
            using var answer = await ConsoleSession.SendAsync(client, HttpMethod.Get, address, cookie);
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync("/buckets/leaves"));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync("/buckets/leaves/object?key=oak%2F1.png"));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync("/buckets/leaves/object/picture?key=oak%2F1.png"));
        foreach (var address in new[] { "object?key=notes.txt", "object/download?key=notes.txt", "versions", "policy", "settings" })
            Assert.Equal(HttpStatusCode.Forbidden, await StatusOfAsync($"/buckets/leaves/{address}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusOfAsync("/buckets/glaciers-2026"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusOfAsync("/storage"));
    }

    /// <summary>A server whose buckets hold something.</summary>
    public sealed class FilledServer : IAsyncLifetime
    {
        public AthanorServer Server { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Server.StartAsync();
            await ObjectSamples.FillAsync(Server);
        }

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
