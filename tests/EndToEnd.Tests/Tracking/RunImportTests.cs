using System.Text.Json;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Tracking;

/// <summary>Runs taken over from where they were tracked before.</summary>
public sealed class RunImportTests(AthanorServer server) : IClassFixture<AthanorServer>, IDisposable
{
    private const string First = "11112222333344445555666677778888";
    private const string Second = "aaaabbbbccccddddeeeeffff00001111";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task All_of_a_folder_mlruns_is_there_and_a_second_import_brings_nothing()
    {
        new MlrunsMaker(_folder.Path).AddExperiment("old days").AddRun(First, 1234).AddRun(Second, parent: First);

        var once = await ImportAsync(_folder.Path);
        var again = await ImportAsync(_folder.Path);
        var runs = (await RunsOfAsync("old days")).ToDictionary(run => run.GetProperty("info").GetProperty("run_name").GetString()!);

        Assert.Equal((2, 0, 2), (Number(once, "runs"), Number(once, "skipped"), Number(once, "files")));
        Assert.Equal((0, 2, 0), (Number(again, "runs"), Number(again, "skipped"), Number(again, "points")));
        var (parent, child) = (runs["run 1111"], runs["run aaaa"]);
        Assert.Equal(("FINISHED", "ada", 1700000090000), (InfoOf(parent, "status"), InfoOf(parent, "user_id"), parent.GetProperty("info").GetProperty("end_time").GetInt64()));
        Assert.Equal(["model/depth=12", "note="], TextsOf(parent, "params"));
        Assert.Contains($"mlflow.parentRunId={InfoOf(parent, "run_id")}", TextsOf(child, "tags"));
        Assert.Equal("leaves", parent.GetProperty("inputs").GetProperty("dataset_inputs")[0].GetProperty("dataset").GetProperty("name").GetString());
        Assert.Equal(Enumerable.Range(0, 1234).Select(step => $"{1.0 / (step + 1):R}@{step}"), await HistoryAsync(parent, "train/loss"));
        Assert.Equal(["NaN@0", $"{double.MaxValue:R}@1", "0.5@0"], await HistoryAsync(parent, "odd"));
        Assert.Equal("weights", await server.Client.GetStringAsync($"/get-artifact?run_id={InfoOf(parent, "run_id")}&path=model/weights.bin", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_import_that_was_killed_goes_on_and_doubles_nothing()
    {
        new MlrunsMaker(_folder.Path).AddExperiment("killed").AddRun(First, 40_000).AddRun(Second, 50);
        await using (RunningCommand.Start(server.Folder, "runs", "import", _folder.Path, "--data", server.Folder))
            await Eventually.HoldsAsync(async () => await FindAsync("killed") is { } begun && begun.Any(run => Has(run, "metrics")), "points of the run are there");

        var cut = (await RunsOfAsync("killed")).Count;
        await ImportAsync(_folder.Path);

        var runs = await RunsOfAsync("killed");
        var first = Assert.Single(runs, run => InfoOf(run, "run_name") == "run 1111");
        Assert.InRange(cut, 1, 2);
        Assert.Equal(2, runs.Count);
        Assert.All(runs, run => Assert.Equal("FINISHED", InfoOf(run, "status")));
        Assert.Equal(Enumerable.Range(0, 40_000).Select(step => $"{1.0 / (step + 1):R}@{step}"), await HistoryAsync(first, "train/loss"));
    }

    [Fact]
    public async Task What_is_broken_or_leads_elsewhere_is_left_out_by_name()
    {
        File.WriteAllText(_folder.File("secret"), "1700000000000 42 0");
        var maker = new MlrunsMaker(_folder.File("mlruns")).AddExperiment("hostile").AddRun(First).AddRun(Second, stage: "deleted");
        File.CreateSymbolicLink(maker.PathOf($"{First}/metrics/stolen"), _folder.File("secret"));
        Directory.CreateSymbolicLink(maker.PathOf($"{First}/artifacts/elsewhere"), _folder.Path);
        Directory.CreateSymbolicLink(maker.PathOf("linked"), maker.PathOf(First));
        maker.Write("broken/meta.yaml", "run_id: [&a , *a");
        maker.Write($"{First}/inputs/evil/meta.yaml", "source_type: DATASET\nsource_id: ../../..\n");
        maker.Write($"{First}/metrics/garbled", "not a point\n1700000000000 1 0\n");
        maker.Write($"{First}/tags/huge", new string('x', 100_000));

        var report = await ImportAsync(_folder.File("mlruns"));
        var run = Assert.Single(await RunsOfAsync("hostile"));

        var notes = report.GetProperty("firstNotes").EnumerateArray().Select(note => note.GetString()!).ToList();
        foreach (var name in new[] { "metrics/stolen", "artifacts/elsewhere", "linked", "broken/meta.yaml", "evil/meta.yaml", "metrics/garbled:1", "tags/huge", Second }) Assert.Contains(notes, note => note.Contains(name, StringComparison.Ordinal));
        Assert.Equal(["garbled", "odd", "train/loss"], run.GetProperty("data").GetProperty("metrics").EnumerateArray().Select(metric => metric.GetProperty("key").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(1, Number(report, "files"));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("runs.tar")]
    public async Task An_export_comes_into_another_experiment_with_the_same_histories(string target)
    {
        var (from, into) = ($"from {target}", $"into {target}");
        new MlrunsMaker(_folder.File("mlruns")).AddExperiment("exported").AddRun(First, 12_345).AddRun(Second, parent: First);
        await ImportAsync(_folder.File("mlruns"), "--experiment", from);

        var exported = await SucceedAsync("export", "--experiment", from, _folder.File(target));
        var again = await SucceedAsync("export", "--experiment", from, _folder.File(target));
        var imported = await ImportAsync(_folder.File(target), "--experiment", into);
        var repeated = await ImportAsync(_folder.File(target), "--experiment", into);

        Assert.Equal((2, 2), (Number(exported, "runs"), Number(exported, "files")));
        Assert.Equal(target == "folder" ? 2 : 0, Number(again, "skipped"));
        Assert.Equal((2, 2, 0), (Number(imported, "runs"), Number(repeated, "skipped"), Number(repeated, "points")));
        Assert.Equal(await DescribeAsync(from), await DescribeAsync(into));
    }

    [Fact]
    public async Task A_server_is_read_over_its_API_with_the_key_of_the_environment_alone()
    {
        new MlrunsMaker(_folder.Path).AddExperiment("served").AddRun(First, 20_000).AddRun(Second, parent: First);
        await ImportAsync(_folder.Path);

        string[] arguments = ["runs", "import", server.Address.ToString(), "--from", "served", "--experiment", "served again", "--data", server.Folder, "--json"];
        var refused = await AthanorCommand.RunAsync(server.Folder, arguments, new Dictionary<string, string>());
        var taken = await AthanorCommand.RunAsync(server.Folder, arguments, new Dictionary<string, string> { ["MLFLOW_TRACKING_TOKEN"] = server.Admin.Token });

        Assert.Equal((1, 0), (refused.ExitCode, taken.ExitCode));
        Assert.Equal(await DescribeAsync("served"), await DescribeAsync("served again"));
        Assert.DoesNotContain(server.Admin.Token, taken.Output + taken.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_off_export_is_taken_as_far_as_it_goes_and_finished_by_a_whole_one()
    {
        new MlrunsMaker(_folder.File("mlruns")).AddExperiment("cut").AddRun(First, 2000);
        await ImportAsync(_folder.File("mlruns"));
        await SucceedAsync("export", "--experiment", "cut", _folder.File("cut"));
        var complete = Directory.GetFiles(_folder.File("cut"), "complete.json", SearchOption.AllDirectories).Single();
        File.Move(complete, _folder.File("kept"));

        var part = await AthanorCommand.RunAsync(server, "runs", "import", _folder.File("cut"), "--experiment", "cut again");
        File.Move(_folder.File("kept"), complete);
        var whole = await ImportAsync(_folder.File("cut"), "--experiment", "cut again");

        Assert.Equal(3, part.ExitCode);
        Assert.Equal((1, 0, 0), (Number(whole, "runs"), Number(whole, "points"), Number(whole, "files")));
        Assert.Equal(await DescribeAsync("cut"), await DescribeAsync("cut again"));
    }

    [Fact]
    public async Task What_is_no_export_is_refused()
    {
        File.WriteAllText(_folder.File("some.tar"), new string('x', 5000));
        Directory.CreateDirectory(_folder.File("other"));
        File.WriteAllText(_folder.File("other/athanor-runs.json"), """{"format":"athanor-runs","version":99}""");
        File.WriteAllText(_folder.File("mine"), "");

        Assert.Equal(1, (await AthanorCommand.RunAsync(server, "runs", "import", _folder.File("some.tar"))).ExitCode);
        Assert.Contains("not known here", (await AthanorCommand.RunAsync(server, "runs", "import", _folder.File("other"))).Errors, StringComparison.Ordinal);
        Assert.Contains("neither a folder nor a file", (await AthanorCommand.RunAsync(server, "runs", "import", _folder.File("nothing"))).Errors, StringComparison.Ordinal);
        Assert.Contains("no export", (await AthanorCommand.RunAsync(server, "runs", "export", _folder.Path)).Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<JsonElement> ImportAsync(params string[] arguments) => SucceedAsync(["import", .. arguments]);

    private async Task<JsonElement> SucceedAsync(params string[] arguments)
    {
        var result = await AthanorCommand.RunAsync(server, ["runs", .. arguments, "--json"]);
        Assert.True(result.ExitCode == 0, result.Errors + result.Output);
        return JsonSerializer.Deserialize<JsonElement>(result.Output);
    }

    private async Task<List<JsonElement>> RunsOfAsync(string experiment) => await FindAsync(experiment) ?? throw new InvalidOperationException($"There is no experiment {experiment}.");

    private async Task<List<JsonElement>?> FindAsync(string experiment)
    {
        using var found = await server.Client.GetAsync($"/api/2.0/mlflow/experiments/get-by-name?experiment_name={Uri.EscapeDataString(experiment)}", TestContext.Current.CancellationToken);
        if (!found.IsSuccessStatusCode) return null;
        var id = JsonSerializer.Deserialize<JsonElement>(await found.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("experiment").GetProperty("experiment_id").GetString();
        return [.. (await server.Client.CreateAsync("/api/2.0/mlflow/runs/search", new { experiment_ids = new[] { id } })).GetProperty("runs").EnumerateArray()];
    }

    private async Task<IEnumerable<string>> HistoryAsync(JsonElement run, string key) =>
        [.. (await server.GetAsync($"/api/2.0/mlflow/metrics/get-history?run_id={InfoOf(run, "run_id")}&metric_key={key}")).GetProperty("metrics").EnumerateArray().Select(point => $"{Value(point)}@{point.GetProperty("step")}")];

    // All of it that is told but for ids, which are new ones.
    private async Task<List<string>> DescribeAsync(string experiment)
    {
        var (runs, told) = (await RunsOfAsync(experiment), new List<string>());
        var names = runs.ToDictionary(run => InfoOf(run, "run_id"), run => InfoOf(run, "run_name"));
        foreach (var run in runs.OrderBy(run => InfoOf(run, "run_name"), StringComparer.Ordinal))
        {
            told.Add($"{InfoOf(run, "run_name")} {InfoOf(run, "status")} {InfoOf(run, "user_id")} {run.GetProperty("info").GetProperty("start_time")} {run.GetProperty("info").GetProperty("end_time")} {run.GetProperty("inputs")}");
            told.AddRange(TextsOf(run, "params"));
            told.AddRange(TextsOf(run, "tags").Where(tag => !tag.StartsWith("athanor.", StringComparison.Ordinal)).Select(tag => tag.Split('=') is [var key, var value] && names.TryGetValue(value, out var name) ? $"{key}={name}" : tag));
            foreach (var key in run.GetProperty("data").GetProperty("metrics").EnumerateArray().Select(metric => metric.GetProperty("key").GetString()!).Order(StringComparer.Ordinal)) told.Add($"{key}: {string.Join(' ', await HistoryAsync(run, key))}");
            told.Add(await server.Client.GetStringAsync($"/get-artifact?run_id={InfoOf(run, "run_id")}&path=model/weights.bin", TestContext.Current.CancellationToken));
        }
        return told;
    }

    private static string Value(JsonElement point) => point.GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? $"{value.GetDouble():R}" : point.GetProperty("value").GetString()!;

    private static IEnumerable<string> TextsOf(JsonElement run, string list) => run.GetProperty("data").GetProperty(list).EnumerateArray().Select(text => $"{text.GetProperty("key")}={text.GetProperty("value")}").Order(StringComparer.Ordinal);

    private static bool Has(JsonElement run, string list) => run.GetProperty("data").TryGetProperty(list, out _);

    private static string InfoOf(JsonElement run, string name) => run.GetProperty("info").GetProperty(name).GetString()!;

    private static long Number(JsonElement report, string name) => report.GetProperty(name).GetInt64();
}
