using System.Text.RegularExpressions;
using Athanor.EndToEnd.Datasets;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Athanor.EndToEnd.Console;

public sealed class DatasetTests(AthanorServer server, Browser browser) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task A_reviewer_sees_what_changed_before_and_after_in_pictures_and_commits_it()
    {
        await DatasetSamples.FillAsync(server);
        var page = await browser.OpenSignedInAsync(server);

        await page.GotoAsync("/datasets/plants");
        await page.GetByRole(AriaRole.Link, new() { Name = "uncommitted changes" }).ClickAsync();
        await Expect(page.Locator(".changes > li")).ToHaveCountAsync(5);
        await AssertSeenAsync(page, "oak/0.png before");
        await AssertSeenAsync(page, "oak/0.png after");
        await AssertSeenAsync(page, "fern/0.png before");
        await Expect(page.GetByAltText("fern/0.png after")).ToHaveCountAsync(0);

        await page.GetByLabel("What changed, and why").FillAsync("Cleaner photos");
        await page.GetByRole(AriaRole.Button, new() { Name = "Commit", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/datasets/plants/commits/[0-9a-f]{64}$"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Cleaner photos");
        Assert.False((await server.BranchAsync("plants", "cleaning")).GetProperty("uncommitted").GetBoolean());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_dataset_is_made_branched_and_merged_with_forms()
    {
        var page = await browser.OpenSignedInAsync(server);
        await page.GotoAsync("/datasets");
        await page.GetByText("Create a dataset").ClickAsync();
        await page.GetByLabel("Name").FillAsync("forms");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create dataset" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/datasets/forms$"));

        await server.ImportAsync("forms", "main", new Dictionary<string, string> { ["a"] = "1" });
        await server.CommitAsync("forms", "main");
        await page.ReloadAsync();
        await page.GetByText("New branch").ClickAsync();
        await page.GetByLabel("Name").First.FillAsync("work");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create branch" }).ClickAsync();
        await server.ImportAsync("forms", "work", new Dictionary<string, string> { ["b"] = "2" });
        await server.CommitAsync("forms", "work");

        await page.GotoAsync("/datasets/forms?ref=work");
        await page.GetByText("Merge", new() { Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Merge", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Merge work into main");
        Assert.Equal(["a", "b"], (await server.ManifestAsync("forms", "main")).Keys);

        await page.GotoAsync("/datasets/forms");
        await Expect(page.Locator(".history > li")).ToHaveCountAsync(3);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_commit_shows_what_its_checks_found()
    {
        await using var checkedServer = new AthanorServer();
        await checkedServer.InitializeAsync();
        await DatasetSamples.FillAsync(checkedServer);
        var page = await browser.OpenSignedInAsync(checkedServer);

        await page.GotoAsync("/datasets/plants/commits/main");

        await Expect(page.Locator(".checks > li")).ToHaveCountAsync(3);
        await Expect(page.Locator(".checks > li").Filter(new() { HasText = "no lichens" })).ToContainTextAsync("lichen/0.png");
        await Expect(page.Locator(".checks .state.ok")).ToHaveCountAsync(2);
        await page.Context.CloseAsync();
    }

    private static async Task AssertSeenAsync(IPage page, string picture)
    {
        var image = page.GetByAltText(picture);
        await image.ScrollIntoViewIfNeededAsync();
        await Expect(image).ToHaveJSPropertyAsync("naturalWidth", 48);
    }
}
