using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Athanor.EndToEnd.Console;

public sealed class TrackingTests(Browser browser) : IAsyncLifetime
{
    private readonly AthanorServer _server = new();

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Two_live_runs_stand_side_by_side_and_their_curve_grows_while_one_of_them_logs()
    {
        var (oak, elm) = (await StartRunAsync("oak"), await StartRunAsync("elm"));
        await LogAsync(oak, "loss", step: 0, 4);
        await LogAsync(oak, "loss", step: 1, 3);
        await LogAsync(elm, "loss", step: 0, 2);
        await PostAsync("runs/log-parameter", new { run_id = oak, key = "rate", value = "0.1" });
        await PostAsync("runs/log-parameter", new { run_id = elm, key = "rate", value = "0.2" });
        var page = await browser.OpenSignedInAsync(_server);

        await page.GotoAsync("/experiments");
        await page.GetByRole(AriaRole.Link, new() { Name = "Default" }).ClickAsync();
        await page.GetByLabel("Compare oak").CheckAsync();
        await page.GetByLabel("Compare elm").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare the chosen ones" }).ClickAsync();

        var legend = page.Locator("[data-part=curve] .legend");
        await Expect(page.Locator("[data-part=curve] .line")).ToHaveCountAsync(2);
        await Expect(legend).ToContainTextAsync(new Regex("oak\\s*3"));
        await Expect(legend).ToContainTextAsync(new Regex("elm\\s*2"));
        await Expect(page.Locator("[data-part=params] tbody tr").First).ToHaveTextAsync(new Regex("rate\\s*0\\.[12]\\s*0\\.[12]"));
        var before = await LineOfAsync(page, "oak");

        await LogAsync(oak, "loss", step: 2, 1);

        await Expect(legend).ToContainTextAsync(new Regex("oak\\s*1"));
        Assert.Equal(PointsIn(before) + 1, PointsIn(await LineOfAsync(page, "oak")));
        await Expect(page.Locator("[data-part=metrics]")).ToContainTextAsync("loss");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Runs_are_filtered_with_the_grammar_of_mlflow_and_a_mistake_is_said_in_words()
    {
        await LogAsync(await StartRunAsync("good"), "loss", step: 0, 0.1);
        await LogAsync(await StartRunAsync("bad"), "loss", step: 0, 0.9);
        var page = await browser.OpenSignedInAsync(_server);
        await page.GotoAsync("/experiments/default/0");
        await Expect(page.Locator(".runs tbody tr")).ToHaveCountAsync(2);

        await FilterAsync(page, "metrics.loss < 0.5");
        await Expect(page.Locator(".runs tbody th")).ToHaveTextAsync(["good"]);

        await FilterAsync(page, "metrics.loss <");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Expected numeric value type for metric: loss");
        await Expect(page.GetByLabel("Filter")).ToHaveValueAsync("metrics.loss <");

        await page.GotoAsync("/experiments/default/0");
        await page.GetByRole(AriaRole.Link, new() { Name = "loss" }).ClickAsync();
        await Expect(page.Locator(".runs tbody th")).ToHaveTextAsync(["bad", "good"]);
        await page.GetByRole(AriaRole.Link, new() { Name = "loss" }).ClickAsync();
        await Expect(page.Locator(".runs tbody th")).ToHaveTextAsync(["good", "bad"]);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_stranger_sees_no_experiment_no_run_and_no_model()
    {
        var run = await StartRunAsync("hidden-run");
        await PostAsync("registered-models/create", new { name = "hidden-model" });
        await PostAsync("model-versions/create", new { name = "hidden-model", source = $"runs:/{run}/model", run_id = run });
        var key = await Keys.IssueForAsync(_server, "otto");
        var cookie = await ConsoleSession.OpenAsync(_server, key.KeyId, key.Secret);

        foreach (var address in new[] { "/experiments", "/models" }) Assert.DoesNotContain("hidden-", await TextAsync(address, cookie, HttpStatusCode.OK), StringComparison.Ordinal);
        foreach (var address in new[] { "/experiments?project=default", "/experiments/default/0", $"/runs/{run}", $"/runs/compare?run={run}", "/models?project=default", "/models/default/hidden-model", "/models/default/hidden-model/1" })
            Assert.DoesNotContain("hidden-run", await TextAsync(address, cookie, HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    private static async Task FilterAsync(IPage page, string filter)
    {
        await page.GetByLabel("Filter").FillAsync(filter);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
    }

    // The lines are drawn from the last to the first, so that the first lies on top.
    private static async Task<string> LineOfAsync(IPage page, string run)
    {
        var names = await page.Locator("[data-part=curve] .legend .key").AllInnerTextsAsync();
        return (await page.Locator($"[data-part=curve] .line-{names.Index().Single(name => name.Item == run).Index}").GetAttributeAsync("d"))!;
    }

    private static int PointsIn(string path) => path.Count(letter => letter == ',');

    private async Task<string> StartRunAsync(string name) =>
        (await PostAsync("runs/create", new { experiment_id = "0", run_name = name, start_time = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() })).GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;

    private Task<JsonElement> LogAsync(string run, string metric, int step, double value) => PostAsync("runs/log-metric", new { run_id = run, key = metric, value, step, timestamp = step });

    private Task<JsonElement> PostAsync(string path, object body) => _server.Client.CreateAsync($"/api/2.0/mlflow/{path}", body);

    private async Task<string> TextAsync(string address, string cookie, HttpStatusCode expected)
    {
        using var client = _server.CreateClient();
        using var answer = await ConsoleSession.SendAsync(client, HttpMethod.Get, address, cookie);
        Assert.True(expected == answer.StatusCode, $"{address}: {answer.StatusCode}");
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
