using System.CommandLine;
using System.Text.Json;
using Athanor.App.Verbs.Data;
using Athanor.Foundation.Problems;
using Spectre.Console;

namespace Athanor.App.Verbs.Runs;

/// <summary><c>athanor runs compare</c>: where runs differ comes first.</summary>
internal static class RunCompareVerb
{
    private const int LongestCell = 40;

    private static readonly Argument<string[]> Runs = new("runs") { Description = "Their ids, the beginnings of them, or their names.", Arity = ArgumentArity.OneOrMore };

    public static Command Create() => Verb.Of("compare", "Compare runs: parameters that differ, then the others, then metrics.", RunAsync, Runs, RunOptions.Experiment, RunOptions.Project);

    /// <summary>The values of all runs for a key, null where one has none.</summary>
    internal sealed record Row(string Key, IReadOnlyList<string?> Values)
    {
        public bool Differs { get; } = Values.Distinct(StringComparer.Ordinal).Count() > 1;
    }

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        if (cli.Get(Runs)!.Length < 2) throw new ProblemException(RunCommandProblems.NothingToCompare);
        using var mlflow = cli.Mlflow();
        var runs = new List<JsonElement>();
        foreach (var text in cli.Get(Runs)!) runs.Add(await RunFinder.FindAsync(mlflow, text, cli.Get(RunOptions.Experiment), cancellation));

        var (parameters, metrics) = (RowsOf(runs, "params"), RowsOf(runs, "metrics"));
        cli.Output.Write(new { runs = runs.Select(run => run.GetProperty("info")), parameters, metrics }, console => Write(console, runs, parameters, metrics));
        return Verb.Succeeded;
    }

    internal static List<Row> RowsOf(IReadOnlyList<JsonElement> runs, string list)
    {
        var values = runs.Select(run => RunText.ValuesOf(run, list)).ToList();
        return [.. values.SelectMany(run => run.Keys).Distinct(StringComparer.Ordinal).Select(key => new Row(key, [.. values.Select(run => run.GetValueOrDefault(key))])).OrderBy(row => !row.Differs).ThenBy(row => row.Key, StringComparer.Ordinal)];
    }

    private static void Write(IAnsiConsole console, List<JsonElement> runs, List<Row> parameters, List<Row> metrics)
    {
        var table = Output.NewTable(["", "", .. runs.Select(run => DataText.Short(RunText.IdOf(run)))]);
        AddRow(table, "", "name", runs.Select(run => RunText.InfoOf(run, "run_name")));
        AddRow(table, "", "status", runs.Select(run => RunText.InfoOf(run, "status")));
        foreach (var row in parameters) AddRow(table, row.Differs ? "param ≠" : "param", row.Key, row.Values);
        foreach (var row in metrics) AddRow(table, "metric", row.Key, row.Values);
        console.Write(table);
    }

    private static void AddRow(Table table, string kind, string key, IEnumerable<string?> values) => table.AddRow([new Text(kind), new Text(RunText.Line(key)), .. values.Select(value => new Text(RunText.Line(value ?? "", LongestCell)))]);
}
