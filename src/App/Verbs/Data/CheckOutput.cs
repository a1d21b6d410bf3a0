using Athanor.Datasets.Checks;
using Athanor.Datasets.Checks.Cleaning;
using Spectre.Console;

namespace Athanor.App.Verbs.Data;

/// <summary>Reports of checks and steps, for people.</summary>
internal static class CheckOutput
{
    public static void Write(IAnsiConsole console, CheckReport report)
    {
        foreach (var check in report.Checks) Write(console, check);
        if (report.Checks.Count == 0) console.WriteLine("Nothing is declared, so nothing was checked.");
    }

    public static void Write(IAnsiConsole console, CleaningReport report)
    {
        foreach (var step in report.Steps)
        {
            console.MarkupLineInterpolated($"[{(step.Succeeded ? "green" : "red")}]{(step.Succeeded ? "done" : "FAILED")}[/] {step.Name}: {step.Detail} ({step.Seconds:0.0} s)");
            if (!step.Succeeded && step.Output.Length > 0) console.WriteLine(step.Output.TrimEnd());
        }
        console.WriteLine(report.Steps.Count == 0 ? "No steps are declared." : $"recipe {report.Recipe}");
    }

    public static void Write(IAnsiConsole console, IReadOnlyList<PlannedStep> plan)
    {
        foreach (var step in plan)
        {
            console.MarkupLineInterpolated($"[bold]{step.Name}[/]  recipe {step.Recipe}");
            console.WriteLine($"  {step.Does.ReplaceLineEndings("\n  ")}");
        }
        console.WriteLine(plan.Count == 0 ? "No steps are declared." : "Nothing was run: add --run to run these commands as yourself.");
    }

    private static void Write(IAnsiConsole console, CheckOutcome check)
    {
        var (colour, word) = check.Passed ? ("green", "passed") : check.Severity == CheckSeverity.Warning ? ("yellow", "warning") : ("red", "FAILED");
        console.MarkupLineInterpolated($"[{colour}]{word}[/] {check.Name} ({check.Kind}, {check.Examined} files, {check.Seconds:0.0} s)");
        foreach (var finding in check.Findings) console.WriteLine($"  {(finding.Files.Count == 0 ? "" : $"{finding.Files[0]}: ")}{finding.Detail}");
        if (check.Found > check.Findings.Count) console.WriteLine($"  and {check.Found - check.Findings.Count} more");
    }
}
