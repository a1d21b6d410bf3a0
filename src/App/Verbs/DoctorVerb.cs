using System.CommandLine;
using Athanor.App.Diagnosis;
using Athanor.Foundation.Diagnosis;
using Spectre.Console;

namespace Athanor.App.Verbs;

internal static class DoctorVerb
{
    public static Command Create()
    {
        var command = Verb.Of("doctor", "Examine this machine and installation: what is there, what is missing, what that costs, how to get it.", RunAsync);
        SettingFlags.AddTo(command);
        return command;
    }

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        var report = await new Doctor(cli.LoadConfiguration(), cli.Data, TimeProvider.System).ExamineAsync(cancellation);
        cli.Output.Write(report, console => Write(console, report));
        return report.Worst == FindingState.Fault ? Verb.Found : Verb.Succeeded;
    }

    private static void Write(IAnsiConsole console, SystemReport report)
    {
        foreach (var area in report.Findings.GroupBy(finding => finding.Area))
        {
            console.MarkupLineInterpolated($"[bold]{area.Key}[/]");
            foreach (var finding in area)
            {
                console.MarkupLineInterpolated($"  [{ColourOf(finding.State)}]{MarkOf(finding.State)}[/] {finding.Name,-20} {finding.Value}");
                if (finding.Cost is not null) console.MarkupLineInterpolated($"      [dim]costs you:[/] {finding.Cost}");
                if (finding.Remedy is not null) console.MarkupLineInterpolated($"      [dim]to get it:[/] {finding.Remedy}");
            }
        }
    }

    private static string MarkOf(FindingState state) => state switch { FindingState.Ok => "ok  ", FindingState.Missing => "none", FindingState.Warning => "warn", _ => "BAD " };

    private static string ColourOf(FindingState state) => state switch { FindingState.Ok => "green", FindingState.Missing => "grey", FindingState.Warning => "yellow", _ => "red" };
}
