using Athanor.EndToEnd.Jobs;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Athanor.EndToEnd.Console;

public sealed class JobLogTests(Browser browser) : IAsyncLifetime
{
    private readonly JobServer _jobs = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _jobs.Server.StartAsync();

    public ValueTask DisposeAsync() => _jobs.DisposeAsync();

    [Fact]
    public async Task A_log_is_followed_as_it_grows_rests_while_it_is_paused_and_goes_on_without_a_gap()
    {
        var signal = Path.Combine(_jobs.Server.Folder, "go-");
        var id = await _jobs.SubmitAsync($"command: |\n  for step in 1 2 3; do printf 'step %s' $step; until [ -e {signal}$step ]; do sleep 0.1; done; echo ' is done'; done");
        await _jobs.SaysAsync(id, "step 1");
        var page = await browser.OpenSignedInAsync(_jobs.Server);
        await page.GotoAsync($"/jobs/{id}");
        await Expect(page.Locator("[data-log-state]")).ToHaveTextAsync("Live");
        await Expect(page.Locator(".log-row")).ToHaveTextAsync(["step 1"]);

        await File.WriteAllTextAsync($"{signal}1", "", Cancellation);
        await Expect(page.Locator(".log-row")).ToHaveTextAsync(["step 1 is done", "step 2"]);

        await page.Locator("[data-log-toggle]").ClickAsync();
        await Expect(page.Locator("[data-log-state]")).ToHaveTextAsync("Paused");
        await File.WriteAllTextAsync($"{signal}2", "", Cancellation);
        await _jobs.SaysAsync(id, "step 3");
        await Expect(page.Locator(".log-row")).ToHaveTextAsync(["step 1 is done", "step 2"]);

        await page.Locator("[data-log-toggle]").ClickAsync();
        await Expect(page.Locator(".log-row")).ToHaveTextAsync(["step 1 is done", "step 2 is done", "step 3"]);
        await File.WriteAllTextAsync($"{signal}3", "", Cancellation);
        await Expect(page.Locator("[data-log-state]")).ToHaveTextAsync("Ended");
        await Expect(page.Locator(".log-row")).ToHaveTextAsync(["step 1 is done", "step 2 is done", "step 3 is done"]);
        await Expect(page.Locator("[data-part=standing] .state")).ToHaveTextAsync("succeeded");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_a_job_writes_is_text_whatever_it_looks_like()
    {
        var go = Path.Combine(_jobs.Server.Folder, "go");
        const string Evil = """<img src=x onerror="document.title=1"></div><script>document.title=1</script>&lt;b&gt;""";
        var print = $"""printf '%s\n' '{Evil}'; printf '\033[31m<b>red</b>\033[0m \033]8;;javascript:document.title=1\033\\link\033]8;;\033\\ \033[2J\0\377end\n'""";
        var id = await _jobs.SubmitAsync($"command: |\n  {print}\n  until [ -e {go} ]; do sleep 0.1; done\n  {print}\nname: '<i>name</i>'");
        await _jobs.SaysAsync(id, "end");
        var page = await browser.OpenSignedInAsync(_jobs.Server);
        await page.GotoAsync($"/jobs/{id}");
        await Expect(page.Locator(".log-row")).ToHaveTextAsync([Evil, "<b>red</b> link ␀\ufffdend"]);

        await File.WriteAllTextAsync(go, "", Cancellation);
        await Expect(page.Locator(".log-row")).ToHaveTextAsync([Evil, "<b>red</b> link ␀\ufffdend", Evil, "<b>red</b> link ␀\ufffdend"]);

        await Expect(page.Locator(".log-row .ansi-1")).ToHaveTextAsync(["<b>red</b>", "<b>red</b>"]);
        Assert.Equal(0, await page.Locator(".log :not(.log-row, .log-row > span)").CountAsync());
        Assert.Contains("<i>name</i>", await page.TitleAsync(), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_search_goes_from_line_to_line_and_says_how_many_there_are()
    {
        var id = await _jobs.SubmitAsync("command: 'for n in $(seq 1 150); do echo \"line $n\"; done'");
        await _jobs.EndAsync(id);
        var page = await browser.OpenSignedInAsync(_jobs.Server);
        await page.GotoAsync($"/jobs/{id}");

        await page.GetByPlaceholder("Search in these lines").FillAsync("LINE 14");
        await Expect(page.Locator(".log-row.here")).ToHaveTextAsync("line 149");
        await Expect(page.Locator("[data-log-count]")).ToHaveTextAsync("11 of 11 lines");
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await Expect(page.Locator(".log-row.here")).ToHaveTextAsync("line 14");
        await Expect(page.Locator(".log-row.here")).ToBeInViewportAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Previous" }).ClickAsync();
        await Expect(page.Locator(".log-row.here")).ToHaveTextAsync("line 149");
        await page.Context.CloseAsync();
    }
}
