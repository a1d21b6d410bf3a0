using System.CommandLine;
using System.Text.Json;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;
using Spectre.Console;

namespace Athanor.App.Verbs.Runs;

/// <summary><c>athanor runs show</c>: what a run was told, how its metrics went, what it read and left.</summary>
internal static class RunShowVerb
{
    private const int Columns = 24;
    private const int MostCharts = 50;
    private const int MostFiles = 100;
    private const int LongestText = 200;
    private const string JobTag = "athanor.job";

    private static readonly Argument<string> Run = new("run") { Description = "Its id, the beginning of it, or its name." };

    public static Command Create() => Verb.Of("show", "Show a run: parameters, metrics, tags, datasets, artifacts, and what its job used.", RunAsync, Run, RunOptions.Experiment, RunOptions.Project);

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        using var mlflow = cli.Mlflow();
        var run = await RunFinder.FindAsync(mlflow, cli.Get(Run)!, cli.Get(RunOptions.Experiment), cancellation);
        var charts = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var key in RunText.ValuesOf(run, "metrics").Keys.Take(MostCharts))
            charts[key] = await mlflow.Api.GetAsync($"/api/v1/runs/{RunText.IdOf(run)}/chart?key={Uri.EscapeDataString(key)}&columns={Columns}", cancellation);
        var files = await FilesAsync(mlflow, run, cancellation);
        var samples = await SamplesAsync(mlflow, run, cancellation);
        cli.Output.Write(new { run, charts, artifacts = files, samples }, console => Write(console, run, charts, files, samples));
        return Verb.Succeeded;
    }

    private static async Task<List<JsonElement>> FilesAsync(MlflowClient mlflow, JsonElement run, CancellationToken cancellation)
    {
        if (!RunText.InfoOf(run, "artifact_uri").StartsWith("mlflow-artifacts:", StringComparison.Ordinal)) return [];
        return await mlflow.ListFilesAsync(RunText.IdOf(run), "", cancellation).Take(MostFiles).ToListAsync(cancellation);
    }

    // The job may be of another server, or not be the caller's to see.
    private static async Task<List<JsonElement>> SamplesAsync(MlflowClient mlflow, JsonElement run, CancellationToken cancellation)
    {
        if (!long.TryParse(RunText.ValuesOf(run, "tags").GetValueOrDefault(JobTag), out var job)) return [];
        try
        {
            return [.. (await mlflow.Api.GetAsync($"/api/v1/jobs/{job}/samples?points={Columns}", cancellation)).EnumerateArray()];
        }
        catch (ProblemException none) when (none.Problem.Status is 403 or 404)
        {
            return [];
        }
    }

    private static void Write(IAnsiConsole console, JsonElement run, SortedDictionary<string, JsonElement> charts, List<JsonElement> files, List<JsonElement> samples)
    {
        console.WriteLine($"Run {RunText.IdOf(run)}  {RunText.Line(RunText.InfoOf(run, "run_name"))}  {RunText.InfoOf(run, "status")}  {RunText.StartOf(run)}  {RunText.DurationOf(run)}".TrimEnd());
        WriteAll(console, "param", RunText.ValuesOf(run, "params").Select(param => (param.Key, param.Value)));
        WriteAll(console, "metric", RunText.ValuesOf(run, "metrics").Select(metric => (metric.Key, $"{metric.Value,-12} {(charts.TryGetValue(metric.Key, out var chart) ? Sparkline.Of(chart) : "")}")));
        WriteAll(console, "tag", RunText.ValuesOf(run, "tags").Where(tag => tag.Key != "mlflow.runName").Select(tag => (tag.Key, tag.Value)));
        WriteAll(console, "data", RunText.ListOf(run, "inputs", "dataset_inputs").Select(input => input.GetProperty("dataset")).Select(data => (RunText.TextOf(data, "name"), RunText.TextOf(data, "digest"))));
        WriteAll(console, "file", files.Select(file => (RunText.TextOf(file, "path"), file.TryGetProperty("file_size", out var size) ? $"{new Bytes(size.GetInt64())}" : "/")));
        WriteAll(console, "job", UsageOf(samples));
    }

    private static IEnumerable<(string, string)> UsageOf(List<JsonElement> samples) => samples.Count == 0 ? [] :
    [
        ("processors", $"{samples[^1].GetProperty("processors").GetDouble(),-12:0.00} {Sparkline.Draw([.. samples.Select(sample => (double?)sample.GetProperty("processors").GetDouble())])}"),
        ("memory", $"{$"{new Bytes(samples[^1].GetProperty("memoryBytes").GetInt64())}",-12} {Sparkline.Draw([.. samples.Select(sample => (double?)sample.GetProperty("memoryBytes").GetInt64())])}"),
    ];

    private static void WriteAll(IAnsiConsole console, string kind, IEnumerable<(string Key, string Value)> lines)
    {
        foreach (var (key, value) in lines) console.WriteLine($"{kind,-7} {RunText.Line(key),-28}  {RunText.Line(value, LongestText)}".TrimEnd());
    }
}
