using System.CommandLine;
using System.Text.Json;
using Athanor.Foundation.Units;
using Spectre.Console;

namespace Athanor.App.Verbs.Runs;

/// <summary>What deleted runs still take, and giving it back before its time.</summary>
internal static class ClearingVerbs
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(12);

    private static readonly Option<string> Project = new("--project") { Description = "The project of the runs.", DefaultValueFactory = _ => "default" };
    private static readonly Option<double> OlderThan = new("--older-than-days") { Description = "Only what was deleted at least so many days ago.", DefaultValueFactory = _ => 0 };

    public static Command Measure() => Verb.Of("du", "Show what deleted runs take, and clearing them away would free.", MeasureAsync, Project, OlderThan);

    public static Command Clear() =>
        Verb.Of("gc", "Clear away deleted runs, experiments and logged models for good, with their metrics and artifacts.", ClearAsync, Project, OlderThan);

    private static async Task<int> MeasureAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var report = await api.GetAsync($"{PathOf(cli)}/deleted?olderThanSeconds={SecondsOf(cli)}", cancellation);
        cli.Output.Write(report, console => Write(console, "Would free", report));
        return Verb.Succeeded;
    }

    private static async Task<int> ClearAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var report = await api.SendAsync(HttpMethod.Post, $"{PathOf(cli)}/clear", new { olderThanSeconds = SecondsOf(cli) }, Patience, cancellation);
        cli.Output.Write(report, console => Write(console, "Freed", report));
        return Verb.Succeeded;
    }

    private static void Write(IAnsiConsole console, string verb, JsonElement report)
    {
        console.WriteLine($"{verb} {new Bytes(Of(report, "metricBytes") + Of(report, "fileBytes"))} of {Of(report, "runs")} runs and {Of(report, "models")} logged models: "
            + $"{new Bytes(Of(report, "metricBytes"))} of metrics, {new Bytes(Of(report, "fileBytes"))} in {Of(report, "files")} files.");
        if (Of(report, "held") is > 0 and var held) console.WriteLine($"{held} stay, because versions of registered models were made from them.");
    }

    private static string PathOf(Invocation cli) => $"/api/v1/projects/{Uri.EscapeDataString(cli.Get(Project)!)}/runs";

    private static long SecondsOf(Invocation cli) => (long)(cli.Get(OlderThan) * 86_400);

    private static long Of(JsonElement report, string property) => report.GetProperty(property).GetInt64();
}
