using System.CommandLine;
using System.Diagnostics;
using Athanor.App.Verbs.Runs.Transport;

namespace Athanor.App.Verbs.Runs;

/// <summary><c>athanor runs export</c>: writes runs with all that was logged into a folder or a tar file.</summary>
internal static class RunExportVerb
{
    private static readonly Argument<string> Target = new("target") { Description = "A folder, or a file that ends in .tar." };

    public static Command Create() => Verb.Of("export", "Write runs with their histories and artifacts into a folder or a tar file.", RunAsync, Target, RunOptions.Experiment, RunOptions.Project);

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        var (notes, start, place) = (new TransportNotes(), Stopwatch.GetTimestamp(), Path.GetFullPath(cli.Get(Target)!));
        using var mlflow = cli.Mlflow();
        using var progress = new TransportProgress();
        await using IExportTarget target = place.EndsWith(".tar", StringComparison.Ordinal) ? new TarTarget(place) : FolderTarget.Open(place);
        await new RunExporter(target, notes, progress).ExportAsync(new ServerRuns(mlflow, cli.Get(RunOptions.Experiment), notes), cancellation);
        var report = progress.Report(notes);
        cli.Output.Write(report, console => TransportText.Write(console, "exported", report, Stopwatch.GetElapsedTime(start)));
        return report.Unfinished == 0 ? Verb.Succeeded : Verb.Found;
    }
}
