using System.Net;
using System.Text.RegularExpressions;
using Athanor.EndToEnd.Jobs;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Athanor.EndToEnd.Console;

public sealed class JobTests(Browser browser) : IAsyncLifetime
{
    private readonly JobServer _jobs = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _jobs.Server.StartAsync();

    public ValueTask DisposeAsync() => _jobs.DisposeAsync();

    [Fact]
    public async Task A_job_is_submitted_and_cancelled_with_forms_and_its_page_sees_it_end()
    {
        var page = await browser.OpenSignedInAsync(_jobs.Server);
        await page.GotoAsync("/jobs");
        await Expect(page.GetByText("athanor run -- python3 train.py")).ToBeVisibleAsync();

        await page.GetByText("Submit a job").ClickAsync();
        await page.GetByLabel("What is to run").FillAsync("command: [x]\ncomand: 1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("comand");
        await Expect(page.GetByLabel("What is to run")).ToHaveValueAsync("command: [x]\ncomand: 1");

        await page.GetByLabel("What is to run").FillAsync("name: sleeper\ncommand: 'sleep 600'");
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/jobs/1$"));
        await Expect(page.Locator("[data-part=standing] .state")).ToHaveTextAsync("running");

        await page.GetByText("Cancel", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the job" }).ClickAsync();
        await Expect(page.Locator("[data-part=standing] .state")).ToHaveTextAsync("cancelled");
        await Expect(page.GetByText("person/admin cancelled it.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try it again" }).ClickAsync();
        await Expect(page.Locator("[data-part=standing] .state")).ToHaveTextAsync("running");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_example_of_the_form_can_be_submitted_as_it_is()
    {
        var page = await browser.OpenSignedInAsync(_jobs.Server);
        await page.GotoAsync("/jobs");

        await page.GetByText("Submit a job").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit", Exact = true }).ClickAsync();

        await Expect(page.Locator(".log-row")).ToHaveTextAsync(["Hello from rank 0"]);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_waiting_job_says_who_holds_what_it_needs_and_each_rank_has_its_log_and_charts()
    {
        var gang = await _jobs.SubmitAsync("command: 'echo I am rank $RANK; sleep 600'\nreplicas: 2\nresources: { gpus: 2 }\ntimeLimit: 1h");
        await _jobs.SaysAsync(gang, "rank 1", rank: 1);
        var waiting = await _jobs.SubmitAsync("command: ['true']\nresources: { gpus: 1 }");
        var page = await browser.OpenSignedInAsync(_jobs.Server);

        await page.GotoAsync("/");
        await Expect(page.Locator("[data-part=jobs]")).ToContainTextAsync("1 running, 1 waiting");
        await page.GotoAsync($"/jobs/{waiting}");
        await page.GetByRole(AriaRole.Link, new() { Name = $"Job {gang}" }).ClickAsync();
        await page.GetByLabel("Rank, of 2").FillAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();

        await Expect(page.Locator(".log-row")).ToHaveTextAsync(["I am rank 1"]);
        await Expect(page.Locator("[data-part=usage] .chart").First).ToContainTextAsync("Processors");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_stranger_sees_no_job_and_a_viewer_none_of_the_forms()
    {
        await _jobs.Server.Client.CreateAsync("/api/v1/projects", new { name = "plants" });
        var id = await _jobs.SubmitAsync("name: hidden-work\ncommand: 'echo hidden-words; sleep 600'\nproject: plants");
        await _jobs.SaysAsync(id, "hidden-words");
        using var client = _jobs.Server.CreateClient();

        var stranger = await SignInAsync("otto");
        var queue = await TextAsync(client, "/jobs", stranger, HttpStatusCode.OK);
        Assert.DoesNotContain("hidden-work", queue, StringComparison.Ordinal);
        Assert.DoesNotContain("Submit a job", queue, StringComparison.Ordinal);
        Assert.Contains("1 of 8", queue, StringComparison.Ordinal);
        foreach (var address in new[] { $"/jobs/{id}", $"/console/jobs/{id}/log?position=0" })
            Assert.DoesNotContain("hidden-", await TextAsync(client, address, stranger, HttpStatusCode.NotFound), StringComparison.Ordinal);

        var viewer = await SignInAsync("vera");
        await GiveAsync("vera", "viewer");
        var page = await TextAsync(client, $"/jobs/{id}", viewer, HttpStatusCode.OK);
        Assert.Contains("hidden-words", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"/jobs/{id}/cancel", page, StringComparison.Ordinal);
        using var cancelled = await ConsoleSession.SendAsync(client, HttpMethod.Post, $"/jobs/{id}/cancel", viewer, new() { ["form-token"] = TokenIn(page) });
        Assert.Equal(HttpStatusCode.Forbidden, cancelled.StatusCode);
        Assert.Equal("running", JobServer.StateOf(await _jobs.Server.GetAsync($"/api/v1/jobs/{id}")));
    }

    private async Task<string> SignInAsync(string name)
    {
        var key = await Keys.IssueForAsync(_jobs.Server, name);
        return await ConsoleSession.OpenAsync(_jobs.Server, key.KeyId, key.Secret);
    }

    private async Task GiveAsync(string name, string role) =>
        (await _jobs.Server.Client.PutAsync($"/api/v1/projects/plants/roles/{name}", new StringContent($$"""{"role": "{{role}}"}""", System.Text.Encoding.UTF8, "application/json"), Cancellation)).EnsureSuccessStatusCode();

    private static async Task<string> TextAsync(HttpClient client, string address, string cookie, HttpStatusCode expected)
    {
        using var answer = await ConsoleSession.SendAsync(client, HttpMethod.Get, address, cookie);
        Assert.Equal(expected, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    // Every page has it in the form that signs out.
    private static string TokenIn(string page) => Regex.Match(page, "name=\"form-token\" value=\"([^\"]+)\"").Groups[1].Value;
}
