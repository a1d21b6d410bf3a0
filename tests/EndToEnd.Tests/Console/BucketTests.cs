using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Athanor.EndToEnd.Console;

/// <summary>Buckets in a browser, as people use them.</summary>
public sealed class BucketTests(AthanorServer server, Browser browser) : IClassFixture<AthanorServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData(true, "with-script"), InlineData(false, "without-script")]
    public async Task A_bucket_is_created_filled_by_the_file_field_and_deleted_once_it_is_empty(bool hasScript, string name)
    {
        var page = await browser.OpenSignedInAsync(server, new() { JavaScriptEnabled = hasScript });
        await page.GotoAsync("/buckets");
        await page.GetByText("Create a bucket").ClickAsync();
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create bucket" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(server.Address, $"/buckets/{name}").ToString());

        await page.GetByLabel("Files to upload").SetInputFilesAsync(
        new FilePayload[]
        {
            new() { Name = "leaf <1>.txt", MimeType = "text/plain", Buffer = "a leaf"u8.ToArray() },
            new() { Name = "large.bin", MimeType = "", Buffer = new byte[3_000_000] },
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "leaf <1>.txt" })).ToBeVisibleAsync();
        await Expect(page.GetByText("2.9 MiB")).ToBeVisibleAsync();

        await DeleteBucketAsync(page, name);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not empty");
        foreach (var key in new[] { "leaf <1>.txt", "large.bin" })
        {
            await page.GotoAsync($"/buckets/{name}/object?key={Uri.EscapeDataString(key)}");
            await page.GetByText("Delete this object").ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
            await Expect(page).ToHaveURLAsync(new Uri(server.Address, $"/buckets/{name}").ToString());
        }
        await DeleteBucketAsync(page, name);
        await Expect(page).ToHaveURLAsync(new Uri(server.Address, "/buckets").ToString());
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true })).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Dropped_files_are_uploaded_into_the_folder_that_is_open()
    {
        var page = await OpenBucketAsync("dropped", "/buckets/dropped?prefix=oak/");

        // Nobody drops anything before the page says that it can be dropped there.
        await Expect(page.Locator("[data-drop-hint]")).ToBeVisibleAsync();
        await page.EvaluateAsync(
            """
            () => {
              const transfer = new DataTransfer();
              for (const name of ['one.txt', 'two.txt']) transfer.items.add(new File([name], name, { type: 'text/plain' }));
              document.querySelector('[data-upload]').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
            }
            """);

        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "two.txt" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "one.txt" }).ClickAsync();
        await Expect(page.Locator("pre.preview")).ToHaveTextAsync("one.txt");
        await Expect(page.Locator("dl.facts")).ToContainTextAsync("oak/one.txt");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_upload_beyond_the_quota_says_so_and_stores_nothing()
    {
        var page = await OpenBucketAsync("limited", "/buckets/limited/settings");
        await page.GetByLabel("At most this size").FillAsync("1 KiB");
        await page.Locator("form[action$='/settings/quota'] button").ClickAsync();
        await Expect(page.GetByLabel("At most this size")).ToHaveValueAsync("1 KiB");
        await page.GotoAsync("/buckets/limited");

        await page.GetByLabel("Files to upload").SetInputFilesAsync(new FilePayload { Name = "large.bin", MimeType = "", Buffer = new byte[5000] });
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload", Exact = true }).ClickAsync();

        await Expect(page.Locator("[data-uploads]")).ToContainTextAsync("quota of 1024 bytes");
        await page.ReloadAsync();
        await Expect(page.GetByText("This bucket holds no objects yet.")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_is_uploaded_is_encrypted_where_the_bucket_says_so()
    {
        var page = await OpenBucketAsync("sealed", "/buckets/sealed/settings");
        await page.GetByRole(AriaRole.Button, new() { Name = "Encrypt what is stored from now on" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Encrypt no longer" })).ToBeVisibleAsync();
        await page.GotoAsync("/buckets/sealed");

        await page.GetByLabel("Files to upload").SetInputFilesAsync(new FilePayload { Name = "secret.txt", MimeType = "text/plain", Buffer = "a secret"u8.ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "secret.txt" }).ClickAsync();

        await Expect(page.Locator("dl.facts")).ToContainTextAsync("with a key of the server (AES256)");
        await Expect(page.Locator("pre.preview")).ToHaveTextAsync("a secret");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_upload_without_the_token_of_the_session_is_refused()
    {
        var page = await OpenBucketAsync("forged", "/buckets/forged");
        var cookie = Assert.Single(await page.Context.CookiesAsync()).Value;
        using var client = server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Put, "/buckets/forged/upload?key=a") { Content = new StringContent("x"), Headers = { { "Cookie", $"{ConsoleSession.CookieName}={cookie}" } } };

        using var answer = await client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        await page.ReloadAsync();
        await Expect(page.GetByText("This bucket holds no objects yet.")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    private async Task<IPage> OpenBucketAsync(string name, string address)
    {
        using var s3 = ObjectSamples.ClientOf(server);
        await s3.PutBucketAsync(name, Cancellation);
        var page = await browser.OpenSignedInAsync(server);
        await page.GotoAsync(address);
        return page;
    }

    private static async Task DeleteBucketAsync(IPage page, string name)
    {
        await page.GotoAsync($"/buckets/{name}/settings");
        await page.GetByText("Delete this bucket").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Delete {name} for good" }).ClickAsync();
    }
}
