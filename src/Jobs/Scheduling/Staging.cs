using Athanor.Jobs.Executors;
using Athanor.Jobs.Executors.Local;
using Athanor.Jobs.Launching;
using Athanor.Jobs.Model;
using Athanor.Jobs.Replicas;

namespace Athanor.Jobs.Scheduling;

/// <summary>
/// Places inputs before the replicas start, and stores outputs after they ended well. Both are done by commands of this program under a shim on
/// this machine, with the key of the job: they may do what the job may, and go on while the server is away.
/// </summary>
internal sealed class Staging(LocalExecutor local, LaunchComposer composer, IReadOnlyList<string> program)
{
    /// <summary>What went wrong, or null.</summary>
    public Task<string?> PrepareAsync(AttemptRun run, CancellationToken cancellation) =>
        RunAsync(run, run.Folder.Preparation, [.. run.Job.Specification.Inputs.SelectMany(input => Fetch(input, Path.Combine(run.Folder.Work, input.To)))], "The inputs could not be placed", cancellation);

    public Task<string?> StoreAsync(AttemptRun run, CancellationToken cancellation) =>
        RunAsync(run, run.Folder.Storing, [.. run.Job.Specification.Outputs.Select(output => Store(output, run.Job, WorkOf(run)))], "The outputs could not be stored", cancellation);

    private async Task<string?> RunAsync(AttemptRun run, ReplicaFolder folder, IReadOnlyList<IReadOnlyList<string>> steps, string fault, CancellationToken cancellation)
    {
        if (steps.Count == 0) return null;
        var end = await local.RunAloneAsync(folder, await composer.ComposeAloneAsync(run, steps), cancellation);
        return end.IsSuccess ? null : $"{fault} ({Verdict.WordsOf(end)}): see `athanor jobs logs {run.Job.Id} --stage {Path.GetFileName(folder.Path)}`.";
    }

    // What a job reads stays as it was read: whoever wants to change it makes a copy.
    private IEnumerable<List<string>> Fetch(JobInput input, string target) =>
    [
        input.From.StartsWith("s3://", StringComparison.Ordinal) ? [.. program, "objects", "cp", "--recursive", input.From, target] : [.. program, "data", "checkout", input.From, target],
        ["chmod", "-R", "a-w", target],
    ];

    private List<string> Store(JobOutput output, Job job, string work)
    {
        var source = Path.Combine(work, output.From);
        return output.To.StartsWith("s3://", StringComparison.Ordinal)
            ? [.. program, "objects", "cp", "--recursive", source, output.To]
            : [.. program, "data", "import", source, output.To, "--message", $"Made by job {job.Id}"];
    }

    private static string WorkOf(AttemptRun run) => run.Job.Specification.Directory ?? run.Folder.Work;
}
