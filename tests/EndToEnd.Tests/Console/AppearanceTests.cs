using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Athanor.EndToEnd.Console;

/// <summary>What a page looks like and says at every size; the pictures are kept for people to look at.</summary>
public sealed class AppearanceTests(PopulatedServer populated, Browser browser) : IClassFixture<PopulatedServer>
{
    private static readonly int[] Widths = [360, 1280, 3840];
    private static readonly string Pictures = Path.Combine(Repository.Root, "artifacts", "screenshots");

    [Theory, MemberData(nameof(ConsolePlaces.All), MemberType = typeof(ConsolePlaces))]
    public async Task A_page_fits_every_width_in_light_and_dark(string name, string address)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var page = await browser.OpenSignedInAsync(populated.Server, new() { ColorScheme = scheme });
            await page.GotoAsync(populated.At(address));
            await FitsEveryWidthAsync(page, $"{name}-{scheme}");
            await page.Context.CloseAsync();
        }
    }

    [Theory, MemberData(nameof(ConsolePlaces.All), MemberType = typeof(ConsolePlaces))]
    public async Task A_page_fits_with_all_its_parts_opened(string name, string address)
    {
        var page = await browser.OpenSignedInAsync(populated.Server);
        await page.GotoAsync(populated.At(address));

        await page.EvaluateAsync("document.querySelectorAll('details').forEach((part, index) => part.open = index < 8)");

        await FitsEveryWidthAsync(page, $"{name}-opened");
        await page.Context.CloseAsync();
    }

    [Theory, MemberData(nameof(ConsolePlaces.All), MemberType = typeof(ConsolePlaces))]
    public async Task A_page_keeps_its_own_content_policy(string name, string address)
    {
        var page = await browser.OpenSignedInAsync(populated.Server);
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !IsTheAnswerItself(message, address)) complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);

        var answer = await page.GotoAsync(populated.At(address), new() { WaitUntil = WaitUntilState.Load });
        await Expect(page.Locator("html[data-script=on]")).ToHaveCountAsync(1);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(part => part.open = true)");

        Assert.Empty(complaints);
        Assert.NotEmpty(name);
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", answer!.Headers["content-security-policy"], StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("[style]:not(.uplot *, .uplot), script:not([src]), style").CountAsync());
        await page.Context.CloseAsync();
    }

    [Theory, MemberData(nameof(ConsolePlaces.All), MemberType = typeof(ConsolePlaces))]
    public async Task A_page_reads_the_same_without_a_script(string name, string address)
    {
        var page = await browser.OpenSignedInAsync(populated.Server, new() { JavaScriptEnabled = false });

        await page.GotoAsync(populated.At(address));

        Assert.NotEmpty(name);
        Assert.NotEmpty(await page.Locator("h1").InnerTextAsync());
        Assert.False(await page.Locator("[data-copy]:visible, [data-theme-toggle]:visible, [data-live-toggle]:visible").First.IsVisibleAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Times_are_shown_in_the_zone_of_the_reader()
    {
        var page = await browser.OpenSignedInAsync(populated.Server);
        await page.GotoAsync("/journal/1");

        var time = page.Locator("time").First;
        await Expect(time).Not.ToContainTextAsync("UTC");

        var written = DateTimeOffset.Parse((await time.GetAttributeAsync("datetime"))!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(written.ToOffset(new TimeSpan(5, 30, 0)).ToString("yyyy-MM-dd HH:mm:ss"), await time.InnerTextAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_chosen_theme_holds_on_the_next_page()
    {
        var page = await browser.OpenSignedInAsync(populated.Server, new() { ColorScheme = ColorScheme.Light });
        await page.GotoAsync("/");
        var light = await BackgroundAsync(page);

        await page.GetByLabel("Switch between light and dark").ClickAsync();
        var dark = await BackgroundAsync(page);
        await page.GotoAsync("/journal");

        Assert.NotEqual(light, dark);
        Assert.Equal(dark, await BackgroundAsync(page));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Charts_are_drawn_from_what_the_server_measured()
    {
        var page = await browser.OpenSignedInAsync(populated.Server);

        await page.GotoAsync("/");
        await Expect(page.Locator("[data-chart] canvas")).ToHaveCountAsync(3, new() { Timeout = 30_000 });

        Assert.Contains("MiB", await page.Locator("[data-chart=memory] [data-now]").InnerTextAsync(), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_new_key_fits_every_width()
    {
        var page = await browser.OpenSignedInAsync(populated.Server);
        await page.GotoAsync("/access/principals/grace");
        await page.GetByText("Issue a key").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Issue key" }).ClickAsync();

        await FitsEveryWidthAsync(page, "issued-key-light");

        await page.Context.CloseAsync();
    }

    private static async Task FitsEveryWidthAsync(IPage page, string name)
    {
        foreach (var width in Widths)
        {
            await page.SetViewportSizeAsync(width, width < 500 ? 780 : width * 9 / 16);
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{width}.png".ToLowerInvariant()), FullPage = true });
            var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(overflow <= 0, $"{name} is {overflow} px too wide at {width} px.");
        }
    }

    private static Task<string> BackgroundAsync(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

    // The browser reports a page that answers 400 or 404 as an error of the page.
    private static bool IsTheAnswerItself(IConsoleMessage message, string address) =>
        (address == "/nowhere" && message.Text.Contains("404", StringComparison.Ordinal)) || (address == ConsolePlaces.BadFilter && message.Text.Contains("400", StringComparison.Ordinal));
}
