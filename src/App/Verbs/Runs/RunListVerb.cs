using System.CommandLine;
using System.Text.Json;
using Athanor.App.Verbs.Data;
using Spectre.Console;

namespace Athanor.App.Verbs.Runs;

internal static class RunListVerb
{
    private const int UsualLimit = 50;
    private const int ShownMetrics = 4;
    private const int LongestName = 40;

    private static readonly Option<string?> Filter = new("--filter") { Description = "Which, as MLflow writes it: metrics.loss < 0.1 AND params.depth = '4'." };
    private static readonly Option<string[]> Order = new("--order") { Description = "How, as MLflow writes it: metrics.loss ASC; several times for ties.", AllowMultipleArgumentsPerToken = false, DefaultValueFactory = _ => [] };
    private static readonly Option<int> Limit = new("--limit", "-n") { Description = "How many, the newest first.", DefaultValueFactory = _ => UsualLimit };

    public static Command Create() => Verb.Of("ls", "List runs, of all experiments or of one.", RunAsync, RunOptions.Experiment, Filter, Order, Limit, RunOptions.Project);

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        using var mlflow = cli.Mlflow();
        var experiments = await mlflow.ListExperimentsAsync(cli.Get(RunOptions.Experiment), cancellation)
            .ToDictionaryAsync(experiment => RunText.TextOf(experiment, "experiment_id"), experiment => RunText.TextOf(experiment, "name"), cancellationToken: cancellation);
        var runs = await mlflow.SearchRunsAsync([.. experiments.Keys], cli.Get(Filter), cli.Get(Order)!, cancellation).Take(Math.Max(1, cli.Get(Limit))).ToListAsync(cancellation);
        cli.Output.Write(runs, console => WriteTable(console, runs, experiments));
        return Verb.Succeeded;
    }

    private static void WriteTable(IAnsiConsole console, List<JsonElement> runs, Dictionary<string, string> experiments)
    {
        var table = Output.NewTable("run", "name", "experiment", "status", "began", "time", "metrics");
        foreach (var run in runs)
        {
            string[] cells =
            [
                DataText.Short(RunText.IdOf(run)), RunText.Line(RunText.InfoOf(run, "run_name"), LongestName), RunText.Line(experiments.GetValueOrDefault(RunText.InfoOf(run, "experiment_id"), ""), LongestName),
                RunText.InfoOf(run, "status"), RunText.StartOf(run), RunText.DurationOf(run), MetricsOf(run),
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }
        console.Write(table);
        if (runs.Count == 0) console.WriteLine("No run is there.");
    }

    private static string MetricsOf(JsonElement run)
    {
        var metrics = RunText.ValuesOf(run, "metrics");
        var shown = string.Join(' ', metrics.Take(ShownMetrics).Select(metric => $"{RunText.Line(metric.Key, LongestName)}={metric.Value}"));
        return metrics.Count > ShownMetrics ? $"{shown} …" : shown;
    }
}
