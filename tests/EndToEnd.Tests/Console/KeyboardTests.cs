using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Athanor.EndToEnd.Console;

public sealed class KeyboardTests(AthanorServer server, Browser browser) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task The_first_stop_is_the_way_past_the_navigation()
    {
        var page = await browser.OpenSignedInAsync(server);
        await page.GotoAsync("/journal");

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByText("Skip to the content")).ToBeFocusedAsync();
        await Expect(page.GetByText("Skip to the content")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");

        Assert.True(await page.EvaluateAsync<bool>("document.getElementById('main').contains(document.activeElement)"));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/", "All of it")]
    [InlineData("/journal", "Search")]
    [InlineData("/jobs", "Submit a job")]
    [InlineData("/access", "Create a project")]
    [InlineData("/access/projects/default", "Give role")]
    [InlineData("/access/principals/admin", "Issue a key")]
    [InlineData("/system", "Metrics")]
    public async Task The_main_action_is_reached_by_tab_and_its_focus_is_seen(string address, string action)
    {
        var page = await browser.OpenSignedInAsync(server);
        await page.GotoAsync(address);

        for (var presses = 0; presses < 60 && await FocusedTextAsync(page) != action; presses++) await page.Keyboard.PressAsync("Tab");

        Assert.Equal(action, await FocusedTextAsync(page));
        Assert.Equal("solid", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_fact_is_opened_by_the_keyboard()
    {
        var page = await browser.OpenSignedInAsync(server);
        await page.GotoAsync("/journal");

        await page.Locator(".fact summary").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator(".fact .hash").First).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    private static Task<string> FocusedTextAsync(IPage page) => page.EvaluateAsync<string>("document.activeElement.textContent.trim()");
}
