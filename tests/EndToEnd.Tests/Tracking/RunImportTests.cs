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

    public void Dispose() => _folder.Dispose();

    private async Task<JsonElement> ImportAsync(params string[] arguments)
    {
        var result = await AthanorCommand.RunAsync(server, ["runs", "import", .. arguments, "--json"]);
        Assert.True(result.ExitCode == 0, result.Errors + result.Output);
        return JsonSerializer.Deserialize<JsonElement>(result.Output);
    }

    private async Task<List<JsonElement>> RunsOfAsync(string experiment) => await FindAsync(experiment) ?? throw new InvalidOperationException($"There is no experiment {experiment}.");

    private async Task<List<JsonElement>?> FindAsync(string experiment)
    {
        using var found = await server.Client.GetAsync($"/api/2.0/mlflow/experiments/get-by-name?experiment_name={experiment}", TestContext.Current.CancellationToken);
        if (!found.IsSuccessStatusCode) return null;
        var id = JsonSerializer.Deserialize<JsonElement>(await found.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("experiment").GetProperty("experiment_id").GetString();
        return [.. (await server.Client.CreateAsync("/api/2.0/mlflow/runs/search", new { experiment_ids = new[] { id } })).GetProperty("runs").EnumerateArray()];
    }

    private async Task<IEnumerable<string>> HistoryAsync(JsonElement run, string key) =>
        [.. (await server.GetAsync($"/api/2.0/mlflow/metrics/get-history?run_id={InfoOf(run, "run_id")}&metric_key={key}")).GetProperty("metrics").EnumerateArray().Select(point => $"{Value(point)}@{point.GetProperty("step")}")];

    private static string Value(JsonElement point) => point.GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? $"{value.GetDouble():R}" : point.GetProperty("value").GetString()!;

    private static IEnumerable<string> TextsOf(JsonElement run, string list) => run.GetProperty("data").GetProperty(list).EnumerateArray().Select(text => $"{text.GetProperty("key")}={text.GetProperty("value")}").Order(StringComparer.Ordinal);

    private static bool Has(JsonElement run, string list) => run.GetProperty("data").TryGetProperty(list, out _);

    private static string InfoOf(JsonElement run, string name) => run.GetProperty("info").GetProperty(name).GetString()!;

    private static long Number(JsonElement report, string name) => report.GetProperty(name).GetInt64();
}
