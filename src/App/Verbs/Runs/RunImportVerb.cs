using System.CommandLine;
using System.Diagnostics;
using Athanor.App.Verbs.Runs.Transport;

namespace Athanor.App.Verbs.Runs;

/// <summary><c>athanor runs import</c>: takes over runs from an export, from <c>mlruns</c>, or from another server.</summary>
internal static class RunImportVerb
{
    private static readonly Argument<string> Source = new("source") { Description = "An export (a folder or a tar file), a folder mlruns, or the address of an MLflow server." };
    private static readonly Option<string?> Experiment = new("--experiment") { Description = "The experiment that they come into; the one of the same name without it." };
    private static readonly Option<string?> From = new("--from") { Description = "Only the runs of this experiment of the source." };

    public static Command Create() => Verb.Of("import", "Take over runs with all that was logged; those that are here already are skipped.", RunAsync, Source, Experiment, From, RunOptions.Project);

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        var (notes, start) = (new TransportNotes(), Stopwatch.GetTimestamp());
        using var mlflow = cli.Mlflow();
        using var progress = new TransportProgress();
        using var source = OpenSource.Read(cli.Get(Source)!, cli.Get(From), notes);
        await new RunImporter(new(mlflow, cli.Get(Experiment)), notes, progress).ImportAsync(source.Runs, cancellation);
        var report = progress.Report(notes);
        cli.Output.Write(report, console => TransportText.Write(console, "imported", report, Stopwatch.GetElapsedTime(start)));
        return report.Unfinished == 0 ? Verb.Succeeded : Verb.Found;
    }
}
